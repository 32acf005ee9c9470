import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/Notice.tsx';

interface State {
  readonly thrown: string | undefined;
}

/** Keeps a defect of one screen from leaving an empty window: says so and offers to reload. */
export class ScreenGuard extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { thrown: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { thrown: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    return this.state.thrown === undefined ? this.props.children : <Broken message={this.state.thrown} />;
  }
}

function Broken({ message }: { readonly message: string }) {
  const { t } = useTranslation();
  return (
    <main className="page">
      <Notice tone="bad" heading={t('app.brokenHeading')}>
        <p>{t('app.brokenText')}</p>
        <details>
          <summary>{t('app.details')}</summary>
          <code>{message}</code>
        </details>
        <Button mt="sm" onClick={() => location.reload()}>
          {t('app.reload')}
        </Button>
      </Notice>
    </main>
  );
}
