import { describe, expect, it } from 'vitest';
import { PinTickets, ticketLifetime } from './pin-tickets.ts';

describe('a ticket of a PIN page', () => {
  it('opens its own job and no other', () => {
    const tickets = new PinTickets();
    const ticket = tickets.issue('job-1');
    tickets.issue('job-2');
    expect(tickets.opens(ticket, 'job-1')).toBe(true);
    expect(tickets.opens(ticket, 'job-2')).toBe(false);
    expect(tickets.opens('', 'job-1')).toBe(false);
  });

  it('is void once spent', () => {
    const tickets = new PinTickets();
    const ticket = tickets.issue('job-1');
    tickets.spend('job-1');
    expect(tickets.opens(ticket, 'job-1')).toBe(false);
  });

  it('is void once a newer page was opened for the job', () => {
    const tickets = new PinTickets();
    const older = tickets.issue('job-1');
    const newer = tickets.issue('job-1');
    expect(tickets.opens(older, 'job-1')).toBe(false);
    expect(tickets.opens(newer, 'job-1')).toBe(true);
  });

  it('is void when its time is over', () => {
    let now = 0;
    const tickets = new PinTickets(() => now);
    const ticket = tickets.issue('job-1');
    now = ticketLifetime - 1;
    expect(tickets.opens(ticket, 'job-1')).toBe(true);
    now = ticketLifetime;
    expect(tickets.opens(ticket, 'job-1')).toBe(false);
  });
});
