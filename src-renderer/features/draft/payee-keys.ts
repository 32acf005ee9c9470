/** Names under which the payee book's answers are kept. */
export const payeeKeys = {
  all: ['payees'],
  search: (query: string) => ['payees', query],
} as const;
