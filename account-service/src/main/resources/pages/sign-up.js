// Everything that comes from elsewhere is set as text, never as markup.

const KINDS = ['STORED', 'PUBLISHED', 'QUEUED', 'SENT', 'REJECTED', 'EXPIRED', 'UNKNOWN', 'CONFIRMED'];
const NEXT = {
  STORED: 'Waiting for the broker',
  PUBLISHED: 'Waiting for email-service to pick it up',
  QUEUED: 'Waiting for the mail server',
  SENT: 'Waiting for its owner to press the button in the mail',
};
const TRY_AGAIN_MILLIS = 3000;
const byId = id => document.getElementById(id);
const form = byId('form');
const fields = ['ownerName', 'email', 'locale'];

let account;
let source;
let retry;
let steps = [];
let wish = {};

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** So that the same wish, sent again after an answer that was lost, makes no second account. */
function keyOf(body) {
  if (wish.body !== body) {
    const random = crypto.getRandomValues(new Uint8Array(16));
    wish = {body, key: Array.from(random, byte => byte.toString(16).padStart(2, '0')).join('')};
  }
  return wish.key;
}

function showProblem(field, text) {
  const place = byId(field ? `${field}-problem` : 'problem');
  place.textContent = text;
  place.hidden = !text;
  if (field) {
    byId(field).toggleAttribute('aria-invalid', Boolean(text));
    if (text) {
      byId(field).setAttribute('aria-invalid', 'true');
    }
  }
}

function clearProblems() {
  ['', ...fields].forEach(field => showProblem(field, ''));
}

function showProblems(problem, retryAfter) {
  const elsewhere = [];
  for (const {pointer, detail} of problem.errors ?? []) {
    const field = pointer.replace('#/', '');
    if (fields.includes(field)) {
      showProblem(field, detail);
    } else {
      elsewhere.push(detail);
    }
  }
  const first = fields.find(field => byId(field).hasAttribute('aria-invalid'));
  if (first) {
    byId(first).focus();
  }
  if (!first || elsewhere.length > 0) {
    const when = retryAfter ? ` (in ${retryAfter} s)` : '';
    showProblem('', [problem.detail ?? problem.title ?? 'That did not work.', ...elsewhere].join(' ') + when);
  }
}

async function signUp() {
  clearProblems();
  const body = JSON.stringify(Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== '')));
  let answer;
  try {
    answer = await fetch('accounts', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'Idempotency-Key': keyOf(body)},
      body,
    });
  } catch {
    showProblem('', 'The service does not answer. Press the button again: no second account will come of it.');
    return;
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    showProblems(said, answer.headers.get('Retry-After'));
    return;
  }
  wish = {};
  location.hash = said.id;
  byId('progress').focus();
}

function place({topic, partition, offset}) {
  return `${topic}, partition ${partition}, offset ${offset}`;
}

function describe(step) {
  const record = step.record;
  switch (step.kind) {
    case 'STORED':
      return ['The account and the request for its mail are stored, in one transaction', `account ${account}`];
    case 'PUBLISHED':
      return ['Kafka has the event', `${place(record)}, key ${record.key}`];
    case 'QUEUED':
      return [`${step.instance} of email-service picked it up: the mail is queued`, `told in ${place(record)}`];
    case 'SENT':
      return ['The mail server accepted the mail', record ? `told in ${place(record)}` : ''];
    case 'REJECTED':
      return ['The mail server refused the mail for good', record ? `told in ${place(record)}` : ''];
    case 'EXPIRED':
      return ['The mail was given up: it could not be sent for too long', ''];
    case 'UNKNOWN':
      return ['The mail server may have the mail, but its answer was lost', ''];
    default:
      return ['The address is confirmed: the account is active', record ? place(record) : ''];
  }
}

function item(step, before) {
  const [text, detail] = describe(step);
  const made = element('li', ['REJECTED', 'EXPIRED', 'UNKNOWN'].includes(step.kind) ? 'bad' : '');
  const millis = before ? Math.max(0, new Date(step.at) - new Date(before.at)) : 0;
  made.append(element('p', '', before ? element('span', 'ms', `+${millis.toLocaleString('en')} ms`) : '', text));
  if (step.reply) {
    made.append(element('p', 'reply', step.reply));
  }
  if (detail) {
    made.append(element('p', 'detail', detail));
  }
  return made;
}

/**
 * After a restart the outcome can come from the database, which does not say of which mail, and then from the topic, which
 * tells more.
 */
function known() {
  return steps.filter(step => step.mailId || !steps.some(({kind, mailId}) => kind === step.kind && mailId));
}

/** A mail after the other, as they were asked for; each with its steps in the order in which they can happen. */
function inOrder() {
  const mails = [...new Set(known().map(step => step.mailId))];
  const rank = ({kind, mailId}) => [kind === 'STORED' ? 0 : kind === 'CONFIRMED' ? 2 : 1, mails.indexOf(mailId), KINDS.indexOf(kind)];
  return known().sort((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  });
}

function show() {
  const list = byId('steps');
  const ordered = inOrder();
  const last = ordered.at(-1);
  const shown = ordered.map((step, i) => JSON.stringify([step, ordered[i - 1]?.at]));
  const have = [...list.children].filter(child => child.dataset.step);
  list.replaceChildren(...ordered.map((step, i) => {
    const kept = have.find(child => child.dataset.step === shown[i]);
    if (kept) {
      return kept;
    }
    const made = item(step, ordered[i - 1]);
    made.dataset.step = shown[i];
    return made;
  }));
  const next = NEXT[last?.kind];
  if (next) {
    list.append(element('li', 'waiting', element('p', 'detail', `${next} …`)));
  }
  list.hidden = ordered.length === 0;
  byId('nothing').hidden = ordered.length > 0;
  byId('inbox').hidden = last?.kind !== 'SENT' || !document.body.dataset.inbox;
  const trace = ordered.find(step => step.traceId)?.traceId;
  byId('state').textContent = trace ? `Trace ${trace}` : '';
}

function watch() {
  clearTimeout(retry);
  source?.close();
  if (!account) {
    return;
  }
  source = new EventSource(`accounts/${encodeURIComponent(account)}/progress`);
  source.onmessage = ({data}) => {
    const step = JSON.parse(data);
    if (!steps.some(({kind, mailId}) => kind === step.kind && mailId === step.mailId)) {
      steps.push(step);
    }
    show();
  };
  source.onerror = () => {
    byId('state').textContent = 'The service does not answer; this page goes on when it is back.';
    if (source.readyState === EventSource.CLOSED) {
      retry = setTimeout(watch, TRY_AGAIN_MILLIS);
    }
  };
  source.onopen = show;
}

/** The account is in the address, so that a page that is loaded again goes on where it was. */
function follow() {
  account = location.hash.slice(1);
  steps = [];
  show();
  watch();
}

let sending = false;
form.addEventListener('submit', async event => {
  event.preventDefault();
  if (sending) {
    return;
  }
  sending = true;
  const button = form.querySelector('button');
  button.setAttribute('aria-disabled', 'true');
  try {
    await signUp();
  } finally {
    sending = false;
    button.removeAttribute('aria-disabled');
  }
});

byId('progress').tabIndex = -1;
byId('inbox').querySelector('a').href = document.body.dataset.inbox;
window.addEventListener('hashchange', follow);
follow();
