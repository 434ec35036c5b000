/* What Wagtail starts from scripts written into its pages: said as an element, so that no page of the admin needs a script
   inside it and the policy can refuse all of them. The browser calls an element where a script would have run: at once,
   when it is put into the page, by the server or by another script. Only what stands here can be started. */
(() => {
  const make = (name) => (id, options) => new window[name](id, options)
  const call = (name) => (id, options) => window[name](id, options)
  const panel = (name) => (_id, options) => new window[name](options)

  const STARTS = {
    Chooser: make('Chooser'),
    PageChooser: make('PageChooser'),
    ImageChooser: make('ImageChooser'),
    DocumentChooser: make('DocumentChooser'),
    SnippetChooser: make('SnippetChooser'),
    createTaskChooser: call('createTaskChooser'),
    initDateChooser: call('initDateChooser'),
    initDateTimeChooser: call('initDateTimeChooser'),
    InlinePanel: panel('InlinePanel'),
    MultipleChooserPanel: panel('MultipleChooserPanel')
  }

  window.customElements.define('admin-start', class extends window.HTMLElement {
    connectedCallback () {
      // Moved about in the page, it is called again.
      if (this.started || !Object.hasOwn(STARTS, this.dataset.what)) return
      this.started = true
      STARTS[this.dataset.what](this.dataset.for, JSON.parse(this.dataset.options || '{}'))
    }
  })
})()
