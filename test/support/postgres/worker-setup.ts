import { inject } from 'vitest';

// In the worker and not in the runner: the other projects' tests of the same run stay on SQLite.
process.env['DVCTT_TEST_POSTGRES'] = inject('postgresUrl');
