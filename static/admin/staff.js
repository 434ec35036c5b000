/* On every screen of the admin: a warning before the log-off, and the count of waiting requests. */
(() => {
  const data = document.currentScript.dataset
  const limit = Number(data.idleMinutes) * 60
  const KEY = 'staff-last-click'
  const WARN = 120

  function token () {
    const field = document.querySelector('input[name=csrfmiddlewaretoken]')
    const config = document.getElementById('wagtail-config')
    return (config && JSON.parse(config.textContent).CSRF_TOKEN) || (field && field.value) || ''
  }

  function leave () {
    const next = location.pathname + location.search
    location.assign(`${data.loginUrl}?pause=1&next=${encodeURIComponent(next)}`)
  }

  async function secondsLeft () {
    const answer = await fetch(data.leftUrl, { headers: { Accept: 'application/json' } })
    if (answer.status === 401) return 0
    if (!answer.ok) throw new Error(answer.status)
    return (await answer.json()).left
  }

  let dialog = null
  function warn () {
    if (dialog && dialog.open) return
    if (!dialog) {
      dialog = document.createElement('dialog')
      dialog.className = 'staff-warning'
      const words = document.createElement('p')
      words.textContent = data.warning
      const button = document.createElement('button')
      button.className = 'button'
      button.type = 'button'
      button.textContent = data.stay
      button.addEventListener('click', stay)
      dialog.append(words, button)
      document.body.append(dialog)
    }
    dialog.showModal()
  }

  async function stay () {
    const answer = await fetch(data.stayUrl, { method: 'POST', headers: { 'X-CSRFToken': token(), Accept: 'application/json' } })
    if (answer.status === 401) return leave()
    note()
    if (dialog) dialog.close()
  }

  // Every open tab writes when it was loaded; the youngest counts for all of them.
  function note () {
    try { localStorage.setItem(KEY, String(Date.now())) } catch { /* private window */ }
  }
  function quietFor () {
    let last = 0
    try { last = Number(localStorage.getItem(KEY)) } catch { /* private window */ }
    return (Date.now() - (last || performance.timeOrigin)) / 1000
  }

  async function look () {
    if (quietFor() < limit - WARN - 90) return
    try {
      const left = await secondsLeft()
      if (left === null) return
      if (left <= 0) leave()
      else if (left <= WARN) warn()
      else if (dialog && dialog.open) dialog.close()
    } catch { /* the network is away: ask again */ }
  }

  if (limit) {
    note()
    setInterval(look, 20000)
  }

  // The counts of the inbox: in the menu, on the dashboard, in the inbox's tabs.
  function countsUrl () {
    const link = document.querySelector('[data-requests-counts]')
    return link && link.dataset.requestsCounts
  }
  function show (counts) {
    for (const place of document.querySelectorAll('[data-count]')) {
      if (place.dataset.count in counts) place.textContent = counts[place.dataset.count]
    }
    const link = document.querySelector('[data-requests-counts]')
    if (!link) return
    const waiting = counts.new + counts.overdue
    let badge = link.querySelector('.sidebar-requests-count')
    if (!badge) {
      badge = document.createElement('span')
      badge.className = 'sidebar-requests-count'
      const label = link.querySelector('.menuitem-label') || link
      label.append(badge)
    }
    badge.hidden = !counts.new
    badge.textContent = counts.new
    badge.title = String(waiting)
  }
  async function poll () {
    const url = countsUrl()
    if (!url || document.hidden) return
    try {
      const answer = await fetch(url, { headers: { Accept: 'application/json' } })
      if (answer.ok) show(await answer.json())
    } catch { /* ask again */ }
  }
  addEventListener('load', () => {
    setTimeout(poll, 500)
    setInterval(poll, 30000)
    document.addEventListener('visibilitychange', poll)
  })
})()
