// One compose window of the Gmail-like page: docked, full screen, inline below a message, or in a window of its own.

import { escape, h, icon, setHtml } from '../shared/dom.js';
import { label } from '../shared/labels.js';
import { ME, SIGNATURE } from '../shared/messages.js';
import { send as post } from '../shared/outbox.js';
import { churn, watch } from '../shared/watch.js';
import { button } from './button.js';
import { row, wellFormed } from './recipients.js';
import { refuse } from './schedule.js';
import { toolbar } from './toolbar.js';

let made = 0;

/** Signature as Gmail puts it at the end of a new draft. */
export function signature() {
  const lines = SIGNATURE.map(escape).join('<br>');
  return '<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br>'
    + `<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">${lines}</div></div>`;
}

/** A draft: what a compose window holds when it is closed and what it is made from. */
export function draft(fields = {}) {
  return { id: `#msg-a:r-${Date.now()}${++made}`, kind: 'new', to: [], cc: [], bcc: [], subject: '', html: '', quote: '', text: '', plain: false, thread: '', ...fields };
}

export class Compose {
  /** `host` is told `{closed, sent, popped}`; `place` is `dock`, `inline` or `popout`. */
  constructor(state, place, host) {
    this.state = state;
    this.kind = state.kind;
    this.place = place;
    this.host = host;
    this.plain = false;
    this.quote = state.quote;
    this.rows = Object.fromEntries(['to', 'cc', 'bcc'].map((name) => [name, row(name, state[name])]));
    this.node = place === 'inline' ? this.inline() : this.window();
    this.node.practice = this;
    if (state.plain) this.setPlain(true);
    watch(this.body);
    churn(this.node, () => this.node.querySelector('.oG'));
  }

  // ---- building

  window() {
    const title = this.state.subject || label('newMessage');
    const name = h('div', { 'class': 'aYF', id: `:t${made}`, text: title });
    this.subject.addEventListener('input', () => (name.textContent = this.subject.value || label('newMessage')));
    const control = (kind, shape, action) => button({ 'class': `Hk ${kind}`, 'data-tooltip': label(shape), 'aria-label': label(shape) }, action, icon(iconOf(shape), 16));
    const bar = this.place === 'popout' ? null : h('table', { 'class': 'cf Ht', role: 'presentation' }, h('tr', {},
      h('td', { 'class': 'Hm' }, name),
      h('td', { 'class': 'controls' }, control('Hl', 'minimise', () => this.minimise()), control('Hq', 'full', () => this.toggleFull()),
        control('Hp', 'pop', () => this.popOut()), control('Ha', 'close', () => this.close()))));
    const content = h('div', { 'class': 'aaZ' }, h('div', { 'class': 'M9' }, this.form(), this.editor()));
    return h('div', { 'class': 'AD nH Hd', role: 'dialog', 'aria-labelledby': name.id }, bar, content);
  }

  inline() {
    const head = h('div', { 'class': 'ip-head' }, icon('reply', 18), h('div', { 'class': 'rows' }, this.form()),
      button({ 'class': 'Hk Hp', 'data-tooltip': label('pop'), 'aria-label': label('pop') }, () => this.popOut(), icon('pop', 16)));
    return h('div', { 'class': 'ip adB' }, h('div', { 'class': 'M9' }, head, this.editor()));
  }

  form() {
    const hidden = (name, value = '') => h('input', { type: 'hidden', name, value });
    const inline = this.place === 'inline';
    return h('form', { 'class': 'bAs', method: 'POST', on: { submit: (event) => event.preventDefault() } },
      hidden('composeid', `${Date.now()}${++made}`), hidden('from', ME.email), hidden('draft', this.state.id), hidden('rt', this.state.thread),
      hidden('uet', this.quote), this.ishtml, inline ? hidden('subject', this.state.subject) : null,
      ...Object.values(this.rows).map((one) => this.shown(one)), inline ? null : h('div', { 'class': 'aoD' }, this.subject));
  }

  /** Cc and Bcc rows stay away until they hold something or are asked for. */
  shown(one) {
    const name = one.node.getAttribute('name');
    if (name !== 'to') one.node.hidden = !this.state[name].length;
    if (name === 'to' && this.place !== 'inline') {
      const reveal = (other) => button({ 'class': 'aB gQ', name: other }, () => {
        this.rows[other].node.hidden = false;
        this.rows[other].input.focus();
      }, label(other));
      one.node.append(h('span', { 'class': 'ccbcc' }, reveal('cc'), reveal('bcc')));
    }
    return one.node;
  }

  get subject() {
    return (this.subjectBox ??= h('input', {
      name: 'subjectbox', 'class': 'aoT', placeholder: label('subject'), 'aria-label': label('subject'), value: this.state.subject, tabindex: '1', spellcheck: 'true',
    }));
  }

  get ishtml() {
    return (this.ishtmlInput ??= h('input', { type: 'hidden', name: 'ishtml', value: '1' }));
  }

  editor() {
    this.body = h('div', {
      id: `:k${++made}`, 'class': 'Am aiL Al editable LW-avf tS-tW tS-tY', hidefocus: 'true', 'aria-label': label('messageBody'), writingsuggestions: 'false',
      g_editable: 'true', role: 'textbox', 'aria-multiline': 'true', contenteditable: 'true', tabindex: '1', style: 'direction: ltr;', spellcheck: 'false',
    });
    this.body.dir = document.dir === 'rtl' ? 'auto' : '';
    if (!this.body.dir) this.body.removeAttribute('dir');
    this.body.addEventListener('keydown', shortcut);
    setHtml(this.body, this.state.html);
    // The hidden twin for plain-text mode is always there.
    this.area = h('textarea', { 'class': 'Ak', form: 'nosend', 'aria-label': label('messageBody'), role: 'textbox', 'aria-multiline': 'true', tabindex: '1', hidden: true });
    const cell = h('td', { 'class': 'Ap' }, h('div', { 'class': 'Ar Au' }, h('div', { 'class': 'aO7' }, this.body, this.area)), this.trimmed());
    return h('table', { 'class': 'Bs', role: 'presentation' },
      h('tr', {}, h('td', { 'class': 'I5' }, h('table', { 'class': 'iN', role: 'presentation' }, h('tr', {}, cell), h('tr', {}, h('td', {}, toolbar(this)))))));
  }

  /** The button that brings the quoted text into the draft. */
  trimmed() {
    if (!this.quote) return null;
    const node = button({ 'class': 'ajR', 'data-tooltip': label('trimmed'), 'aria-label': label('trimmed') }, () => {
      const holder = h('div');
      setHtml(holder, this.quote);
      this.body.append(...holder.childNodes);
      this.quote = '';
      this.node.querySelector('input[name=uet]').value = '';
      node.remove();
    }, icon('dots', 16));
    return node;
  }

  // ---- what the user does

  focus() {
    (this.kind === 'new' && !this.state.to.length ? this.rows.to.input : this.plain ? this.area : this.body).focus();
  }

  setPlain(on) {
    if (on && !this.plain) this.area.value = this.state.plain ? this.state.text : this.body.innerText.replace(/\n$/, '');
    if (!on && this.plain) setHtml(this.body, this.area.value.split('\n').map((line) => `<div>${escape(line) || '<br>'}</div>`).join(''));
    this.plain = on;
    this.ishtml.value = on ? '0' : '1';
    this.body.hidden = on;
    this.area.hidden = !on;
    this.focus();
  }

  minimise() {
    this.node.classList.toggle('min');
    this.node.querySelector('.aaZ').hidden = this.node.classList.contains('min');
  }

  toggleFull() {
    const full = document.querySelector('body > .aSs');
    if (full?.contains(this.node)) {
      this.dock.append(this.node);
      full.remove();
    } else {
      full?.remove();
      this.dock = this.node.parentElement;
      document.body.append(h('div', { 'class': 'aSs' }, h('div', { 'class': 'aSt' }, this.node)));
    }
  }

  popOut() {
    const state = this.save();
    this.leave();
    this.host.popped(state);
  }

  close() {
    const state = this.save();
    this.leave();
    this.host.closed(state);
  }

  discard() {
    this.leave();
    this.host.closed(null);
  }

  save() {
    for (const one of Object.values(this.rows)) one.take();
    const addresses = Object.fromEntries(Object.entries(this.rows).map(([name, one]) => [name, one.addresses()]));
    return {
      ...this.state, ...addresses, subject: this.subject.value, html: this.body.innerHTML, quote: this.quote,
      text: this.plain ? this.area.value : this.body.innerText, plain: this.plain,
    };
  }

  leave() {
    const full = this.node.closest('.aSs');
    this.node.remove();
    full?.remove();
  }

  /** Sends, or says why not. */
  send(route) {
    if (!this.node.isConnected) return;
    const state = this.save();
    const to = [...state.to, ...state.cc, ...state.bcc];
    if (!to.length) return refuse(label('noRecipient'));
    const wrong = to.find((address) => !wellFormed(address));
    if (wrong) return refuse(label('badRecipient', wrong));
    const html = state.plain ? null : state.html + state.quote;
    const record = post({ webmail: 'gmail', route, to, subject: state.subject, html, text: state.text });
    this.leave();
    this.host.sent(state, record);
  }
}

/** Gmail formats by its own shortcuts, not by the browser's. */
function shortcut(event) {
  const command = { b: 'bold', i: 'italic', u: 'underline' }[event.key];
  if (!command || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  document.execCommand(command);
}

function iconOf(shape) {
  return { minimise: 'minimise', full: 'full', pop: 'pop', close: 'close' }[shape];
}
