// A source's form: 'Fill in the rest' asks our server what a DOI or PMID stands for, and fills fields that are empty.
(() => {
  const settings = document.getElementById('review-sources');
  const doi = document.getElementById('id_doi');
  const pmid = document.getElementById('id_pmid');
  if (!settings || !doi || !pmid) return;
  const words = JSON.parse(settings.textContent);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-small button-secondary';
  button.textContent = words.label;
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  said.className = 'review-check__hint';
  pmid.after(button, said);
  button.addEventListener('click', () => {
    const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.value || '';
    fetch(words.url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'X-CSRFToken': token, 'X-Requested-With': 'XMLHttpRequest' },
      body: new URLSearchParams({ doi: doi.value, pmid: pmid.value }),
    })
      .then((answer) => answer.json())
      .then((data) => {
        Object.entries(data.fields || {}).forEach(([name, value]) => {
          const field = document.getElementById(`id_${name}`);
          if (field && !field.value.trim()) {
            field.value = value;
            field.dispatchEvent(new Event('change', { bubbles: true }));
          }
        });
        said.textContent = data.said;
      })
      .catch(() => {
        said.textContent = words.failed;
      });
  });
})();
