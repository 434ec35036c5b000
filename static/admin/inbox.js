/* Keys for the inbox: j, k and x in lists, c, o, n and u on a request. Everything works without. */
(() => {
  const inbox = document.querySelector('[data-inbox-keyboard]')
  if (!inbox) return
  const rows = [...inbox.querySelectorAll('[data-inbox-list] tbody tr')]
  let here = -1

  function go (index) {
    if (!rows.length) return
    here = Math.max(0, Math.min(rows.length - 1, index))
    rows.forEach((row, n) => row.toggleAttribute('data-here', n === here))
    const link = rows[here].querySelector('[data-inbox-link]')
    link.focus()
    rows[here].scrollIntoView({ block: 'nearest' })
  }
  const click = (selector) => {
    const target = inbox.querySelector(selector)
    if (target) target.click()
  }
  const keys = {
    j: () => go(here + 1),
    k: () => go(here < 0 ? 0 : here - 1),
    x: () => {
      const tick = rows[here] && rows[here].querySelector('[data-inbox-tick]')
      if (tick) tick.click()
    },
    n: () => click('[data-inbox-next]'),
    u: () => click('[data-inbox-back]'),
    c: () => click('[data-inbox-call]'),
    o: () => {
      const first = inbox.querySelector('[data-inbox-outcomes] button')
      if (first) first.focus()
    }
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.target.closest('input:not([type=checkbox]), select, textarea, dialog, [contenteditable]')) return
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  })
})()
