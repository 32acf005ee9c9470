/** Names under which the list of voucher templates is kept. */
export const templateKeys = { all: ['voucher-templates'] } as const;
