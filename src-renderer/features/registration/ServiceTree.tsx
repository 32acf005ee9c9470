import { Checkbox } from '@mantine/core';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { serviceTree, type Service, type ServiceNode } from '#shared/domain/registration/services.ts';
import { languageOf } from '../../i18n/i18n.ts';
import { FormContext } from '../draft/form-context.ts';
import { fieldId, useIssues } from '../draft/issues.ts';
import { leavesOf, pressed, tickOf } from './ticked-services.ts';

/** Loại dịch vụ: the tree as the Treasury's form has it, parents half ticked when only some of theirs are. */
export function ServiceTree({
  services,
  standing,
  onChange,
}: {
  readonly services: readonly Service[];
  /** What is registered now, in a change. */
  readonly standing: readonly Service[] | undefined;
  readonly onChange: (services: Service[]) => void;
}) {
  const { t, i18n } = useTranslation();
  const issues = useIssues('services', services.join(' '), true);
  const all: ServiceNode = { label: { vi: '', en: '' }, children: serviceTree };
  return (
    <fieldset
      className="service-tree"
      id={fieldId('services')}
      tabIndex={-1}
      aria-describedby="services-said"
    >
      <legend>
        {t('registration.services.heading')} <span className="required-mark">*</span>
      </legend>
      <p id="services-said" className="quiet small">
        {t(standing === undefined ? 'registration.services.hint' : 'registration.services.hintChange')}
      </p>
      <Node
        node={{ ...all, label: { vi: t('registration.services.all'), en: t('registration.services.all') } }}
        services={services}
        standing={standing}
        onChange={onChange}
      />
      {issues.map((issue) => (
        <p key={issue.code} className="field-error" role="alert">
          {issue.message[languageOf(i18n)]}
        </p>
      ))}
    </fieldset>
  );
}

function Node({
  node,
  services,
  standing,
  onChange,
}: {
  readonly node: ServiceNode;
  readonly services: readonly Service[];
  readonly standing: readonly Service[] | undefined;
  readonly onChange: (services: Service[]) => void;
}) {
  const { t, i18n } = useTranslation();
  const { readOnly } = useContext(FormContext);
  const language = languageOf(i18n);
  const tick = tickOf(node, services);
  const [leaf] = node.children === undefined ? leavesOf(node) : [];
  const differs =
    leaf !== undefined && standing !== undefined && standing.includes(leaf) !== services.includes(leaf);
  return (
    <>
      <Checkbox
        size="md"
        label={
          <>
            {node.label[language]}
            {differs && (
              <b className="standing-mark">
                {' '}
                (
                {t(
                  standing.includes(leaf)
                    ? 'registration.services.standing'
                    : 'registration.services.notStanding',
                )}
                )
              </b>
            )}
          </>
        }
        checked={tick === 'all'}
        indeterminate={tick === 'some'}
        disabled={readOnly}
        onChange={() => onChange(pressed(node, services))}
      />
      {node.children !== undefined && (
        <div className="service-children" role="group" aria-label={node.label[language]}>
          {node.children.map((child) => (
            <Node
              key={child.label.vi}
              node={child}
              services={services}
              standing={standing}
              onChange={onChange}
            />
          ))}
        </div>
      )}
    </>
  );
}
