/**
 * How a form is described. From one description come the entry form, the rules on both sides, the XML, the printed A4
 * form and the columns of import and export: a new form is a new description.
 */
import type { FormId } from '../voucher.ts';
import type { LineFieldPath, VoucherFieldPath } from '../fields.ts';

export interface Label {
  readonly vi: string;
  readonly en: string;
}

/** Fields with a fixed set of values. */
export type ChoiceField = 'allocation' | 'purpose' | 'method' | 'advance';

/** When a field or section is there, or must be filled in. */
export type Condition = 'always' | 'never' | { readonly field: ChoiceField; readonly is: string };

export interface FieldUse {
  readonly field: VoucherFieldPath;
  readonly required: Condition;
  /** Where this form calls the field by another name than `fields.ts`. */
  readonly label?: Label;
}

/** A part of the entry form; sections and their fields are entered in this order. */
export interface FormSection {
  readonly id: string;
  readonly title: Label;
  readonly fields: readonly FieldUse[];
  /** `always` when left out. */
  readonly shown?: Condition;
}

/** A choice that the form offers; those left out keep the value that `emptyVoucher` gives. */
export interface ChoiceUse {
  readonly field: ChoiceField;
  readonly values: readonly string[];
}

export interface ColumnUse {
  readonly field: LineFieldPath;
  readonly required: 'always' | 'never';
  readonly label?: Label;
  /** Head on the printed form, line by line. */
  readonly printed: readonly string[];
  /** Points on the printed form; the columns of a form fill 496.08 pt (A4 less its margins). Absent: not printed. */
  readonly width?: number;
  /** A new line takes the value of the one above. */
  readonly inherited?: boolean;
}

/** The table of lines. */
export interface LineTable {
  readonly title: Label;
  /** Of one line: “dòng”, “người thụ hưởng”. */
  readonly noun: Label;
  readonly columns: readonly ColumnUse[];
  /** Printed with the number of each line in front (STT), in a column that the widest text gives up. */
  readonly numbered?: true;
}

/** Amounts that must add up to the total of the lines. */
export interface SplitRule {
  readonly kind: 'split';
  readonly fields: readonly VoucherFieldPath[];
}
/** A column whose amount no line may exceed with its `amount`. */
export interface CeilingRule {
  readonly kind: 'ceiling';
  readonly column: LineFieldPath;
}
/** The list belongs to a voucher of the same dossier and must add up to its total. */
export interface ListRule {
  readonly kind: 'list';
}
export type FormRule = SplitRule | CeilingRule | ListRule;

/** What is printed but not entered. */
export type Derived = 'budgetLevel' | 'budgetYear' | 'total' | 'totalInWords' | 'unitName';

/** One cell of a printed row: its label, what follows it, and its share of the width (a row's shares add up to 1). */
export interface PrintCell {
  readonly label: string;
  readonly value: VoucherFieldPath | Derived;
  readonly share: number;
}
export type PrintRow = readonly PrintCell[];

/** Rows that stand together, under a heading if there is one. */
export interface PrintBlock {
  readonly heading?: string;
  readonly rows: readonly PrintRow[];
}

export interface PrintedSide {
  readonly title: string;
  /** Title of the signer and the hint below it. */
  readonly signers: readonly (readonly [title: string, hint: string])[];
  /** `voucher`: the voucher's date; `blank`: dotted, for the pen. */
  readonly date: 'voucher' | 'blank' | 'none';
}

/** A framed part that the Treasury fills in by pen: its rows are labels, each followed by a dotted line. */
export interface PrintedOffice {
  readonly heading: string;
  readonly rows: readonly (readonly string[])[];
}

export interface PrintLayout {
  /** The title's lines, where it is better broken by its sense than by its length. */
  readonly title?: readonly string[];
  /** Rows of check boxes below the title: what is ticked is the voucher's choice. */
  readonly choices: readonly (readonly {
    readonly label: string;
    readonly field: ChoiceField;
    readonly is: string;
  }[])[];
  /** Between title and table, and between table and signatures. */
  readonly before: readonly PrintBlock[];
  readonly after: readonly PrintBlock[];
  /** Above the signatures. */
  readonly office?: PrintedOffice;
  /** From left to right. */
  readonly signatures: readonly PrintedSide[];
}

export interface FormDescription {
  readonly id: FormId;
  /** Ký hiệu, as printed: `C2-02a/NS`; empty for mẫu 20. */
  readonly symbol: string;
  /** As part of a file name: `C2-02a-NS`. */
  readonly fileName: string;
  readonly title: Label;
  readonly choices: readonly ChoiceUse[];
  readonly sections: readonly FormSection[];
  /** Id of the section after which the lines are entered. */
  readonly linesAfter: string;
  readonly lines: LineTable;
  readonly rules: readonly FormRule[];
  /** NDKT of the lines: spending (6000–9999), revenue (0001–4999 of thu) or none. */
  readonly ndkt: 'spending' | 'revenue' | 'none';
  readonly print: PrintLayout;
  /** How accounting software names the form in its XML (domain page, “Import from accounting software”). */
  readonly software?: {
    readonly prefix: string;
    readonly gnTaiLieuId: string;
    readonly typeChungTu: string;
  };
}
