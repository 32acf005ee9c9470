import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { codeLists } from '#shared/domain/codes/catalogue.ts';
import { findCode } from '#shared/domain/codes/code-list.ts';
import { newAccount, newProject } from '#shared/domain/registration/new.ts';
import type { RegistrationAccount } from '#shared/domain/registration/registration.ts';
import { accountForm, projectForm } from './form-fields.ts';
import type { RegistrationForm } from './form.ts';
import { NumberGrid } from './NumberGrid.tsx';
import { RowGrid } from './RowGrid.tsx';

/** Step 2: the accounts, the units or projects, and the numbers that follow from both. */
export function ProjectStep({ form }: { readonly form: RegistrationForm }) {
  const { t } = useTranslation();
  const { content, before, edit } = form;
  const { unitCode, name } = content.unit;
  const ownIsMissing = /^\d{7}$/.test(unitCode) && !content.projects.some(({ code }) => code === unitCode);
  return (
    <>
      <RowGrid
        path="accounts"
        rows={content.accounts}
        standing={before?.accounts}
        fields={accountForm}
        widths={[1, 2, 0.9, 1, 1.35, 1.35]}
        words={{
          heading: t('registration.accounts.heading'),
          add: t('registration.accounts.add'),
          none: t('registration.accounts.none'),
        }}
        newRow={() => newAccount(crypto.randomUUID())}
        follow={named}
        nameOf={(row) => `${row.account}.${row.budgetLevel} ${row.name}`}
        onRows={(change) => edit((now) => ({ ...now, accounts: change(now.accounts) }))}
      />
      <RowGrid
        path="projects"
        rows={content.projects}
        standing={before?.projects}
        fields={projectForm}
        widths={[1, 3]}
        words={{
          heading: t('registration.projects.heading'),
          add: t('registration.projects.add'),
          none: t('registration.projects.none'),
        }}
        newRow={() => newProject(crypto.randomUUID())}
        nameOf={(row) => `${row.code} ${row.name}`}
        onRows={(change) => edit((now) => ({ ...now, projects: change(now.projects) }))}
        extra={
          ownIsMissing && (
            <Button
              variant="default"
              onClick={() =>
                edit((now) => ({
                  ...now,
                  projects: [...now.projects, { id: crypto.randomUUID(), code: unitCode, name }],
                }))
              }
            >
              {t('registration.projects.addUnit', { code: unitCode })}
            </Button>
          )
        }
      />
      <NumberGrid form={form} />
    </>
  );
}

/** A chosen account brings its name along, unless the unit has its own words for it. */
function named(row: RegistrationAccount, field: string): RegistrationAccount {
  const known = field === 'account' ? findCode(codeLists.account, row.account)?.name : undefined;
  if (known === undefined) return row;
  const theirs = codeLists.account.codes.some(({ name }) => name === row.name);
  return row.name === '' || theirs ? { ...row, name: known } : row;
}
