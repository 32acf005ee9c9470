import type { SendMailOptions } from 'nodemailer';
import { isMailAddress } from './address.ts';
import type { Message } from './message.ts';

/** Takes letters away. Resolves when the letter is in safe hands. */
export interface MailTransport {
  readonly kind: 'smtp' | 'folder';
  /** @throws Undeliverable when trying again is no use; anything else is tried again later */
  send(message: Message): Promise<void>;
  close(): void;
}

/** The letter can never reach its recipient, for the reason in `message`. */
export class Undeliverable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'Undeliverable';
  }
}

const senderName = 'DVCTT Kho bạc Nhà nước';

/**
 * A letter as nodemailer takes it. The Message-ID is the same each time: who got it twice, because the line broke after
 * the server had taken it, can tell. @throws Undeliverable when the recipient's address is none
 */
export function mailOf(message: Message, from: string): SendMailOptions {
  if (!isMailAddress(message.to.address)) throw new Undeliverable('ADDRESS_INVALID');
  return {
    from: { name: senderName, address: from },
    to: { name: message.to.name, address: message.to.address },
    envelope: { from, to: [message.to.address] },
    messageId: `<${message.id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    subject: message.subject,
    text: message.text,
    html: message.html,
    date: message.date,
    textEncoding: 'base64',
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
