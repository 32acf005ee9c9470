import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/Notice.tsx';

/** Largest side of a canvas (px): browsers draw nothing, silently, on larger ones. */
const largestSide = 8192;

interface PdfPageProps {
  readonly pdf: PDFDocumentProxy;
  readonly number: number;
  /** CSS px. */
  readonly width: number;
  /** Height by width of the first page, until this one is known. */
  readonly ratio: number;
  readonly onSeen: (number: number) => void;
}

/** One page, drawn while it is in view or near it and freed when it is far. */
export function PdfPage({ pdf, number, width, ratio: guess, onSeen }: PdfPageProps) {
  const { t } = useTranslation();
  const [near, setNear] = useState(false);
  const [ratio, setRatio] = useState(guess);
  const [failed, setFailed] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const seen = useEffectEvent(() => onSeen(number));

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const root = element.parentElement;
    const nearby = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root,
      rootMargin: '100% 0px',
    });
    // The page that crosses the middle line is the one being read.
    const middle = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && seen(), {
      root,
      rootMargin: '-50% 0px -50% 0px',
    });
    nearby.observe(element);
    middle.observe(element);
    return () => {
      nearby.disconnect();
      middle.disconnect();
    };
  }, []);

  useEffect(() => {
    const target = canvas.current;
    if (!near || target === null) return;
    let cancel = () => {};
    const left = new AbortController();
    void (async () => {
      try {
        const page = await pdf.getPage(number);
        const natural = page.getViewport({ scale: 1 });
        const fit = (width * devicePixelRatio) / natural.width;
        const scale = Math.min(fit, largestSide / Math.max(natural.width, natural.height));
        const viewport = page.getViewport({ scale });
        if (left.signal.aborted) return;
        setRatio(natural.height / natural.width);
        target.width = Math.floor(viewport.width);
        target.height = Math.floor(viewport.height);
        const task = page.render({ canvas: target, viewport });
        cancel = () => task.cancel();
        await task.promise;
      } catch (thrown) {
        const cancelled = thrown instanceof Error && thrown.name === 'RenderingCancelledException';
        if (!left.signal.aborted && !cancelled) setFailed(true);
      }
    })();
    return () => {
      left.abort();
      cancel();
    };
  }, [near, pdf, number, width]);

  return (
    <div ref={frame} data-page={number} className="pdf-page" style={{ width, height: width * ratio }}>
      {failed ? (
        <Notice tone="bad" heading={t('pdf.pageFailed', { page: number })} />
      ) : (
        near && (
          <canvas
            // A canvas that is still being painted on cannot be given to another painting.
            key={width}
            ref={canvas}
            role="img"
            aria-label={t('pdf.page', { page: number, pages: pdf.numPages })}
          />
        )
      )}
    </div>
  );
}
