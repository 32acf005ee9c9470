/** The package gives PC/SC's errors as words only; support people know them by their names (winscard.h). */
const names: Readonly<Record<string, string>> = {
  'PC/SC service not running': 'SCARD_E_NO_SERVICE',
  'PC/SC service stopped': 'SCARD_E_SERVICE_STOPPED',
  'Invalid handle': 'SCARD_E_INVALID_HANDLE',
  'Operation cancelled': 'SCARD_E_CANCELLED',
  'System cancelled operation': 'SCARD_E_SYSTEM_CANCELLED',
  'No readers available': 'SCARD_E_NO_READERS_AVAILABLE',
  'Not enough memory': 'SCARD_E_NO_MEMORY',
  'Unknown reader': 'SCARD_E_UNKNOWN_READER',
  'Reader unavailable': 'SCARD_E_READER_UNAVAILABLE',
  'Communication error': 'SCARD_F_COMM_ERROR',
  'Internal error': 'SCARD_F_INTERNAL_ERROR',
};

/** What PC/SC said: its error's name, or its words where we know no name. */
export function scardName(thrown: unknown): string {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return (names[words] ?? words).slice(0, 300);
}
