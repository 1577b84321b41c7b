'use strict';

// Everything that comes from a mail is set as text or shown in a sandboxed frame, never as markup of this page.

const PAGE = 50;
const VIEWS = [['html', 'As mail'], ['text', 'Text'], ['source', 'Source'], ['headers', 'Headers']];
const byId = id => document.getElementById(id);
const when = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
const timeOfDay = new Intl.DateTimeFormat(undefined, {timeStyle: 'short'});
const day = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium'});

let limit = PAGE;
let listed = '';
let shown = '';
let title = 'Inbox';

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function person({Name, Address}) {
  return Name ? `${Name} <${Address}>` : Address;
}

function time(instant) {
  const date = new Date(instant);
  const today = date.toDateString() === new Date().toDateString();
  return element('time', {dateTime: instant, title: when.format(date)}, (today ? timeOfDay : day).format(date));
}

function chosen() {
  const [id, view] = location.hash.slice(1).split('/');
  return {id, view};
}

async function api(path, options) {
  const answer = await fetch(`/api/v1/${path}`, options);
  if (!answer.ok) {
    throw new Error(`${answer.status}`);
  }
  return answer;
}

function item(mail) {
  const to = [...mail.To, ...mail.Cc, ...mail.Bcc].map(({Name, Address}) => Name || Address).join(', ');
  const link = element('a', {href: `#${mail.ID}`, className: mail.Read ? '' : 'unread'},
    element('span', {className: 'to'}, to || '(nobody)'),
    time(mail.Created),
    element('span', {className: 'subject'}, mail.Subject || '(no subject)'),
    element('span', {className: 'snippet'}, mail.Snippet));
  return element('li', {}, link);
}

function markChosen() {
  const {id} = chosen();
  for (const link of document.querySelectorAll('#mails a')) {
    if (link.hash === `#${id}`) {
      link.setAttribute('aria-current', 'true');
      link.classList.remove('unread');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

async function refresh() {
  try {
    const inbox = await (await api(`messages?limit=${limit}`)).json();
    const state = JSON.stringify(inbox);
    if (state !== listed) {
      listed = state;
      showList(inbox);
    } else if (byId('count').classList.contains('away')) {
      showCount(inbox);
    }
  } catch {
    byId('count').textContent = 'The demo does not answer; this page goes on when it is back.';
    byId('count').classList.add('away');
  }
}

function showCount({total, unread}) {
  byId('count').classList.remove('away');
  byId('count').textContent = total === 0 ? '' : `${total} ${total === 1 ? 'mail' : 'mails'}, ${unread} not read yet`;
  document.title = unread > 0 ? `(${unread}) ${title}` : title;
}

function showList(inbox) {
  const focused = document.activeElement?.closest('#mails a')?.hash;
  byId('mails').replaceChildren(...inbox.messages.map(item));
  byId('older').hidden = inbox.total <= inbox.messages.length;
  byId('empty').hidden = inbox.total > 0;
  byId('clear').hidden = inbox.total === 0;
  showCount(inbox);
  markChosen();
  if (focused) {
    [...document.querySelectorAll('#mails a')].find(link => link.hash === focused)?.focus();
  }
}

function showFields(mail) {
  const fields = [['From', person(mail.From)]];
  for (const [label, people] of [['To', mail.To], ['Cc', mail.Cc], ['Bcc', mail.Bcc], ['Reply to', mail.ReplyTo]]) {
    if (people.length > 0) {
      fields.push([label, people.map(person).join(', ')]);
    }
  }
  fields.push(['Date', when.format(new Date(mail.Date))]);
  byId('fields').replaceChildren(...fields.flatMap(([label, value]) => [element('dt', {}, label), element('dd', {}, value)]));
  const attached = [...mail.Inline, ...mail.Attachments];
  byId('attachments').hidden = attached.length === 0;
  byId('attachments').replaceChildren(
    ...attached.map(part => element('li', {}, `${part.FileName || part.ContentType} (${part.Size.toLocaleString()} bytes)`)));
}

function showViews(id, view) {
  byId('views').replaceChildren(...VIEWS.map(([name, label]) => {
    const link = element('a', {href: `#${id}/${name}`}, label);
    if (name === view) {
      link.setAttribute('aria-current', 'page');
    }
    return link;
  }));
}

async function viewOf(mail, view) {
  const path = `message/${mail.ID}`;
  switch (view) {
    case 'html':
      if (mail.HTML) {
        const frame = element('iframe', {title: 'The mail'});
        frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
        frame.src = `/view/${mail.ID}.html`;
        return frame;
      }
      return element('pre', {}, mail.Text);
    case 'source':
      return element('pre', {className: 'source', tabIndex: 0}, await (await api(`${path}/raw`)).text());
    case 'headers': {
      const headers = Object.entries(await (await api(`${path}/headers`)).json());
      return element('table', {}, element('tbody', {}, ...headers.flatMap(([name, values]) => values.map(value => {
        const label = element('th', {scope: 'row'}, name);
        return element('tr', {}, label, element('td', {}, value));
      }))));
    }
    default:
      return element('pre', {}, mail.Text || '(this mail has no text part)');
  }
}

async function show() {
  const {id, view = 'html'} = chosen();
  document.body.classList.toggle('reading', Boolean(id));
  markChosen();
  try {
    if (!id) {
      throw new Error('none');
    }
    const mail = await (await api(`message/${encodeURIComponent(id)}`)).json();
    const content = await viewOf(mail, view);
    if (chosen().id !== id || (chosen().view ?? 'html') !== view) {
      return;
    }
    byId('subject').textContent = mail.Subject || '(no subject)';
    title = mail.Subject || 'Inbox';
    showFields(mail);
    showViews(id, view);
    byId('view').replaceChildren(content);
    byId('mail').hidden = false;
    byId('none').hidden = true;
    if (shown !== id) {
      byId('mail').focus();
    }
    shown = id;
  } catch {
    shown = '';
    title = 'Inbox';
    byId('mail').hidden = true;
    byId('none').hidden = false;
    byId('none').textContent = id ? 'This mail is not there any more.' : 'Choose a mail to read it.';
    document.body.classList.remove('reading');
  }
  await refresh();
}

byId('clear').addEventListener('click', async () => {
  if (confirm('Delete all mails?')) {
    await api('messages', {method: 'DELETE'});
    location.hash = '';
    await refresh();
  }
});

byId('older').addEventListener('click', () => {
  limit += PAGE;
  refresh();
});

window.addEventListener('hashchange', show);
document.addEventListener('visibilitychange', refresh);

async function keepFresh() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(keepFresh, 1500);
}

show().then(keepFresh);
