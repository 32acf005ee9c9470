import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/Notice.tsx';
import { downloadFile } from './download.ts';
import type { FileBytes } from './file-bytes.ts';
import { PdfPages } from './PdfPages.tsx';
import { PlainText } from './PlainText.tsx';
import { XmlDocument } from './XmlDocument.tsx';

/** A file in the form a person can read: pages, data, picture or text; else an offer to download it. */
export function DocumentView({ file }: { readonly file: FileBytes }) {
  const { t } = useTranslation();
  switch (kindOf(file)) {
    case 'pdf':
      return <PdfPages bytes={file.bytes} name={file.name} key={file.sha256} />;
    case 'xml':
      return <XmlDocument text={new TextDecoder().decode(file.bytes)} />;
    case 'text':
      return <PlainText text={new TextDecoder().decode(file.bytes)} />;
    case 'picture':
      return <Picture file={file} />;
    case 'other':
      return (
        <Notice tone="info" heading={t('dossier.notShown')}>
          <Button mt="sm" variant="default" onClick={() => downloadFile(file)}>
            {t('dossier.download')}
          </Button>
        </Notice>
      );
  }
}

/** By what the bytes are, not by what the name says, where that can be told. */
export function kindOf(
  file: Pick<FileBytes, 'bytes' | 'mediaType'>,
): 'pdf' | 'xml' | 'text' | 'picture' | 'other' {
  const head = new TextDecoder('latin1').decode(file.bytes.subarray(0, 1024));
  if (head.includes('%PDF-')) return 'pdf';
  if (isPicture(file.bytes)) return 'picture';
  if (/^(ï»¿)?\s*<\?xml/.test(head) || file.mediaType === 'application/xml') return 'xml';
  return file.mediaType.startsWith('text/') ? 'text' : 'other';
}

const signatures = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
];
/** PNG or JPEG by its first bytes. */
function isPicture(bytes: Uint8Array): boolean {
  return signatures.some((signature) => signature.every((byte, index) => bytes[index] === byte));
}

function Picture({ file }: { readonly file: FileBytes }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    if (image.current === null) return;
    // The address exists only as long as the picture is on screen.
    const url = URL.createObjectURL(new Blob([file.bytes]));
    image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return <img ref={image} alt={file.name} style={{ maxWidth: '100%' }} />;
}
