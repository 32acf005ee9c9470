import 'reflect-metadata';
import { Name } from '@peculiar/x509';

/** Who a certificate is for, as Vietnamese CAs write it. */
export interface CertificateSubject {
  /** Họ tên, in Vietnamese. */
  readonly commonName: string;
  /** The unit. */
  readonly organisation?: string;
  readonly title?: string;
  /** Without the prefix; written as `UID=MST:…`. */
  readonly taxCode?: string;
  /** Without the prefix; written as `UID=CCCD:…`. */
  readonly identityNumber?: string;
}

/** `userId` of RFC 4519 §2.39, under which Vietnamese CAs put MST and CCCD. */
const userId = '0.9.2342.19200300.100.1.1';

/** The distinguished name, most general part first. */
export function nameOf(subject: CertificateSubject): Name {
  const part = (type: string, value: string | undefined) =>
    value === undefined ? [] : [{ [type]: [{ utf8String: value }] }];
  return new Name([
    { C: [{ printableString: 'VN' }] },
    ...part('O', subject.organisation),
    ...part('T', subject.title),
    ...part('CN', subject.commonName),
    ...part(userId, subject.taxCode === undefined ? undefined : `MST:${subject.taxCode}`),
    ...part(userId, subject.identityNumber === undefined ? undefined : `CCCD:${subject.identityNumber}`),
  ]);
}
