// One compose window of the Outlook-like page: in the reading pane, as a tab, or in a window of its own.

import { escape, h, icon } from '../shared/dom.js';
import { label } from '../shared/labels.js';
import { SIGNATURE } from '../shared/messages.js';
import { send as post } from '../shared/outbox.js';
import { churn, watch } from '../shared/watch.js';
import { edit, format } from './editor.js';

let made = 0;

/** A draft: what a compose window holds when it is not shown and what it is made from. */
export function draft(fields = {}) {
  return { id: `AQMk${Date.now()}${++made}`, kind: 'new', to: [], cc: [], subject: '', html: '', text: '', plain: false, ...fields };
}

/** Signature as Outlook puts it below a new draft. */
export function signature() {
  return `<div class="elementToProof"><br></div><div id="Signature"><div class="elementToProof">${SIGNATURE.map(escape).join('<br>')}</div></div>`;
}

export class Compose {
  /** `host` is told `{closed, sent, popped}`. */
  constructor(state, host) {
    this.state = state;
    this.host = host;
    this.plain = state.plain;
    this.mark = `MSG_${Math.random().toString(36).slice(2, 10)}`;
    this.node = this.build();
    this.node.practice = this;
    churn(this.node, () => this.node.querySelector('.saved'));
  }

  build() {
    this.wells = { to: this.well('to'), cc: this.well('cc') };
    this.subject = h('input', { id: `${this.mark}_SUBJECT`, type: 'text', 'class': 'subject', 'aria-label': label('subject'), placeholder: label('addSubject'), value: this.state.subject, spellcheck: 'true' });
    this.parent = h('div', { id: `editorParent_${++made}`, 'class': 'editorParent' });
    this.bar = h('div', { 'class': 'messageBar', role: 'alert', hidden: true });
    const row = (name) => h('div', { 'class': 'row' }, h('button', { 'class': 'rowName', type: 'button', tabindex: '-1', text: label(name) }), this.wells[name]);
    return h('div', { 'class': 'compose', 'aria-label': label('newMail') },
      this.commands(), this.bar, h('div', { 'class': 'rows' }, row('to'), row('cc')),
      h('div', { 'class': 'subjectRow' }, this.subject, h('span', { 'class': 'saved' })), this.parent);
  }

  commands() {
    const send = label('send');
    const command = (name, action) => h('button', { type: 'button', 'class': 'command', 'data-command': name, 'aria-label': label(name), title: label(name), on: { mousedown: (event) => event.preventDefault(), click: action } }, icon(name, 18));
    return h('div', { 'class': 'commands' },
      h('div', { 'class': 'splitButton', 'data-testid': 'ComposeSendButton' },
        h('button', { type: 'button', id: `splitButton-${this.mark}__primaryActionButton`, 'class': 'primary', 'data-action': 'send', 'aria-label': send, title: `${send} (Ctrl+Enter)` }, icon('send', 18), send),
        h('button', { type: 'button', id: `splitButton-${this.mark}__menuButton`, 'class': 'chevron', 'data-action': 'menu', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': label('moreSend'), title: label('moreSend') }, icon('down', 16))),
      ...['bold', 'italic', 'underline', 'bullets'].map((name) => command(name, () => this.editor && format(this.editor, name))),
      h('span', { 'class': 'grow' }),
      h('button', { type: 'button', 'class': 'command wide', 'data-action': 'plain', 'aria-label': label('plain'), title: label('plain'), 'aria-pressed': 'false', text: 'Tt' }),
      h('button', { type: 'button', 'class': 'command', 'data-action': 'pop', 'aria-label': label('pop'), title: label('pop') }, icon('pop', 18)),
      h('button', { type: 'button', id: 'discardCompose', 'class': 'command', 'data-action': 'discard', 'aria-label': label('discard'), title: label('discard') }, icon('trash', 18)));
  }

  /** The recipients' well: itself a small editable box, as in Outlook. */
  well(name) {
    const box = h('div', { 'class': 'well', role: 'textbox', contenteditable: 'true', 'aria-multiline': 'true', 'aria-label': label(name), spellcheck: 'false' });
    for (const address of this.state[name]) box.append(chip(address));
    const take = () => {
      for (const node of [...box.childNodes]) {
        if (node.nodeType !== 3 && node.nodeName !== 'BR') continue;
        node.replaceWith(...node.textContent.split(/[,;\s\u00a0]+/).filter(Boolean).map(chip));
      }
    };
    box.addEventListener('keydown', (event) => {
      if (!['Enter', ';', ','].includes(event.key) || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      take();
      getSelection().selectAllChildren(box);
      getSelection().collapseToEnd();
    });
    box.addEventListener('blur', take);
    const group = h('div', { id: `${this.mark}_${name.toUpperCase()}`, role: 'group', 'aria-label': label(name), 'class': 'wellGroup' }, box);
    group.take = take;
    return group;
  }

  /** Called once the window is in the page: the editor measures itself. */
  mount() {
    if (this.plain) return this.mountPlain();
    this.body = h('div', {
      'class': 'editorBody', role: 'textbox', 'aria-multiline': 'true', contenteditable: 'true', tabindex: '0', spellcheck: 'true', 'aria-label': label('messageBody'),
      'data-lt-disable': null, dir: document.dir === 'rtl' ? 'rtl' : 'ltr',
    });
    this.parent.replaceChildren(this.body);
    this.editor = edit(this.body, this.state.html);
    watch(this.body);
  }

  mountPlain() {
    this.area = h('textarea', { 'class': 'plainBody', 'aria-label': label('messageBody'), role: 'textbox', 'aria-multiline': 'true' });
    this.area.value = this.state.text;
    this.parent.replaceChildren(this.area);
  }

  focus() {
    if (this.state.kind === 'new' && !this.state.to.length) this.wells.to.firstChild.focus();
    else if (this.plain) this.area.focus();
    else this.editor.focus();
  }

  togglePlain() {
    const state = this.save();
    this.unmount();
    this.plain = !this.plain;
    this.state = { ...state, plain: this.plain };
    if (!this.plain) this.state.html = state.text.split('\n').map((line) => `<div class="elementToProof">${escape(line) || '<br>'}</div>`).join('');
    this.node.querySelector('[data-action=plain]').setAttribute('aria-pressed', String(this.plain));
    this.mount();
    this.focus();
  }

  save() {
    for (const well of Object.values(this.wells)) well.take();
    const addresses = Object.fromEntries(Object.entries(this.wells).map(([name, well]) => [name, [...well.querySelectorAll('._EType_RECIPIENT_ENTITY')].map((one) => one.getAttribute('aria-label'))]));
    const html = this.plain ? '' : this.body.innerHTML;
    const text = this.plain ? this.area.value : this.body.innerText.replace(/\n$/, '');
    return { ...this.state, ...addresses, subject: this.subject.value, html, text, plain: this.plain };
  }

  unmount() {
    this.editor?.dispose();
    this.editor = null;
    this.parent.replaceChildren();
  }

  leave() {
    this.unmount();
    this.node.remove();
  }

  /** Sends, or says in the message bar why not. */
  send(route) {
    if (!this.node.isConnected) return;
    const state = this.save();
    const to = [...state.to, ...state.cc];
    const wrong = to.find((address) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address));
    if (!to.length || wrong) {
      this.bar.textContent = to.length ? label('badRecipient', wrong) : label('needRecipient');
      this.bar.hidden = false;
      return;
    }
    const record = post({ webmail: 'outlook', route, to, subject: state.subject, html: state.plain ? null : state.html, text: state.text });
    this.leave();
    this.host.sent(this, state, record);
  }
}

function chip(address) {
  return h('span', { 'class': '_EType_RECIPIENT_ENTITY chip', contenteditable: 'false', 'aria-label': address, text: address });
}
