import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountNumbers } from '#shared/domain/registration/account-numbers.ts';
import { showDate } from '../../format/date.ts';
import { fieldId } from '../draft/issues.ts';
import type { RegistrationForm } from './form.ts';

/** More than this many rows are drawn only when asked for. */
const shownAtFirst = 100;

/** Grid 3: the numbers that follow from the two grids above; ✖ leaves one out, ✔ takes it back. */
export function NumberGrid({ form }: { readonly form: RegistrationForm }) {
  const { t } = useTranslation();
  const { content, readOnly, edit } = form;
  const [all, setAll] = useState(false);
  const numbers = accountNumbers(content);
  const used = numbers.filter((row) => row.used).length;
  const set = (number: string, use: boolean) =>
    edit((now) => ({
      ...now,
      leftOut: use
        ? now.leftOut.filter((one) => one !== number)
        : [...now.leftOut.filter((one) => one !== number), number],
    }));
  return (
    <section className="form-section" id={fieldId('leftOut')} tabIndex={-1}>
      <div className="row">
        <h2 className="grow">{t('registration.numbers.heading')}</h2>
        {numbers.length > 0 && (
          <span className="quiet figures" role="status">
            {t('registration.numbers.count', { used, count: numbers.length })}
          </span>
        )}
      </div>
      {numbers.length === 0 ? (
        <p className="quiet">{t('registration.numbers.none')}</p>
      ) : (
        <>
          {!readOnly && <p className="quiet small">{t('registration.numbers.hint')}</p>}
          <table className="plain number-grid">
            <thead>
              <tr>
                <th scope="col">{t('registration.grid.order')}</th>
                <th scope="col">{t('registration.numbers.number')}</th>
                <th scope="col">{t('registration.accounts.name')}</th>
                <th scope="col">{t('registration.accounts.from')}</th>
                <th scope="col">{t('registration.accounts.to')}</th>
                <th scope="col">{t('registration.numbers.used')}</th>
              </tr>
            </thead>
            <tbody>
              {(all ? numbers : numbers.slice(0, shownAtFirst)).map((row, index) => (
                <tr key={row.number} data-used={row.used}>
                  <td className="figures">{index + 1}</td>
                  <td className="figures">
                    <b>{row.number}</b>
                  </td>
                  <td>{row.name}</td>
                  <td className="figures">{showDate(row.from)}</td>
                  <td className="figures">{showDate(row.to)}</td>
                  <td>
                    <span className="use-choice">
                      <ActionIcon
                        size={36}
                        variant={row.used ? 'default' : 'filled'}
                        color="seal"
                        aria-pressed={!row.used}
                        aria-label={t('registration.numbers.leave', { number: row.number })}
                        disabled={readOnly}
                        onClick={() => set(row.number, false)}
                      >
                        <IconX size={20} />
                      </ActionIcon>
                      <ActionIcon
                        size={36}
                        variant={row.used ? 'filled' : 'default'}
                        aria-pressed={row.used}
                        aria-label={t('registration.numbers.use', { number: row.number })}
                        disabled={readOnly}
                        onClick={() => set(row.number, true)}
                      >
                        <IconCheck size={20} />
                      </ActionIcon>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {!all && numbers.length > shownAtFirst && (
            <Button variant="default" onClick={() => setAll(true)}>
              {t('registration.numbers.more', { count: numbers.length })}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
