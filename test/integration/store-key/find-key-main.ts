/** Program of keyring.test.ts: finds the key of a folder as the shells do, and prints what the core would be told. */
import { createHash } from 'node:crypto';
import { findStoreKey } from '#main/store-key/key-source.ts';
import { StoreKey } from '#main/store-key/store-key.ts';

const [dataFolder = '', word = ''] = process.argv.slice(2);
const source = await findStoreKey({ dataFolder });
const key = await StoreKey.open(source, dataFolder);
const state = word === 'set-aside' ? await key.setAside() : key.state();
const print = state.state === 'open' ? createHash('sha256').update(key.masterKey()).digest('hex') : '';
process.stdout.write(JSON.stringify({ ...state, print }));
