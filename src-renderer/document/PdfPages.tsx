import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import {
  IconArrowAutofitWidth,
  IconChevronDown,
  IconChevronUp,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/Notice.tsx';
import { openPdf } from './pdf-engine.ts';
import { PdfPage } from './PdfPage.tsx';
import './pdf.css';

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;

type Opened =
  | { readonly state: 'opening' }
  | { readonly state: 'failed'; readonly password: boolean; readonly message: string }
  | { readonly state: 'open'; readonly pdf: PDFDocumentProxy; readonly ratio: number };

/** The pages of a PDF one under the other, drawn as they come into view; zoom and page number above. */
export function PdfPages({ bytes, name }: { readonly bytes: Uint8Array; readonly name: string }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened>({ state: 'opening' });
  const [zoom, setZoom] = useState(1);
  const [page, setPage] = useState(1);
  const [width, setWidth] = useState(0);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const task = openPdf(bytes);
    const left = new AbortController();
    void (async () => {
      try {
        const pdf = await task.promise;
        const { width: wide, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
        if (!left.signal.aborted) setOpened({ state: 'open', pdf, ratio: height / wide });
      } catch (thrown) {
        const message = thrown instanceof Error ? thrown.message : String(thrown);
        const password = thrown instanceof Error && thrown.name === 'PasswordException';
        if (!left.signal.aborted) setOpened({ state: 'failed', password, message });
      }
    })();
    return () => {
      left.abort();
      void task.destroy();
    };
  }, [bytes]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const pages = opened.state === 'open' ? opened.pdf.numPages : 0;
  const turnTo = (number: number) => {
    const wanted = Math.min(Math.max(number, 1), pages);
    box.current?.querySelector(`[data-page="${wanted}"]`)?.scrollIntoView({ block: 'start' });
  };
  const step = (direction: 1 | -1) => {
    const next = direction === 1 ? zooms.find((one) => one > zoom) : zooms.findLast((one) => one < zoom);
    if (next !== undefined) setZoom(next);
  };
  if (opened.state === 'failed') {
    return (
      <Notice tone="warn" heading={opened.password ? t('pdf.password') : t('pdf.failed')}>
        <details className="small">
          <summary>{t('app.details')}</summary>
          <code>{opened.message}</code>
        </details>
      </Notice>
    );
  }
  return (
    <div className="pdf">
      <div className="pdf-tools">
        <Tool label={t('pdf.previous')} disabled={page <= 1} onClick={() => turnTo(page - 1)}>
          <IconChevronUp size={20} />
        </Tool>
        <Tool label={t('pdf.next')} disabled={page >= pages} onClick={() => turnTo(page + 1)}>
          <IconChevronDown size={20} />
        </Tool>
        <span className="figures" role="status">
          {pages > 0 && t('pdf.page', { page, pages })}
        </span>
        <span className="grow" />
        <Tool label={t('pdf.zoomOut')} disabled={zoom <= zooms[0]} onClick={() => step(-1)}>
          <IconZoomOut size={20} />
        </Tool>
        <span className="figures pdf-zoom">{Math.round(zoom * 100)}%</span>
        <Tool label={t('pdf.zoomIn')} disabled={zoom >= 3} onClick={() => step(1)}>
          <IconZoomIn size={20} />
        </Tool>
        <Tool label={t('pdf.fit')} disabled={zoom === 1} onClick={() => setZoom(1)}>
          <IconArrowAutofitWidth size={20} />
        </Tool>
      </div>
      {/* Focusable so that the arrow keys and Page Down scroll it. */}
      <div className="pdf-pages" ref={box} tabIndex={0} role="region" aria-label={t('pdf.label', { name })}>
        {opened.state === 'opening' && <Loader role="status" aria-label={t('app.loading')} />}
        {opened.state === 'open' &&
          width > 0 &&
          Array.from({ length: pages }, (_, index) => (
            <PdfPage
              key={index}
              pdf={opened.pdf}
              number={index + 1}
              width={Math.max(200, (width - 32) * zoom)}
              ratio={opened.ratio}
              onSeen={setPage}
            />
          ))}
      </div>
    </div>
  );
}

function Tool({
  label,
  disabled,
  onClick,
  children,
}: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
