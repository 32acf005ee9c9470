import { useTranslation } from 'react-i18next';
import { FormEntry } from './FormEntry.tsx';
import { unitForm } from './form-fields.ts';
import type { RegistrationForm } from './form.ts';
import { ReasonField } from './ReasonField.tsx';
import { ServiceTree } from './ServiceTree.tsx';
import { valueOf } from './value-of.ts';

/** Columns of the four that a field takes; one for the others. */
const spans: Readonly<Record<string, number>> = {
  treasuryCode: 2,
  unitCode: 2,
  name: 3,
  email: 2,
  address: 4,
};

/** Step 1: the unit and the services it registers for; in a change, why. */
export function UnitStep({ form }: { readonly form: RegistrationForm }) {
  const { t } = useTranslation();
  const { content, before, edit } = form;
  const { unit } = content;
  return (
    <>
      {content.kind === 'change' && <ReasonField form={form} />}
      <section className="form-section">
        <h2>{t('registration.unit.heading')}</h2>
        <div className="form-grid unit-grid">
          {unitForm.map((field) => {
            const value = valueOf(unit, field.name);
            return (
              <div key={field.name} style={{ gridColumn: `span ${spans[field.name] ?? 1}` }}>
                <FormEntry
                  field={field}
                  path={`unit.${field.name}`}
                  entry={`unit.${field.name}`}
                  value={value}
                  onChange={(next) => edit((now) => ({ ...now, unit: { ...now.unit, [field.name]: next } }))}
                />
              </div>
            );
          })}
        </div>
      </section>
      <section className="form-section">
        <ServiceTree
          services={content.services}
          standing={before?.services}
          onChange={(services) => edit((now) => ({ ...now, services }))}
        />
      </section>
    </>
  );
}
