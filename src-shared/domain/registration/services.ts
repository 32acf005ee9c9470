/** The services of DVCTT that a unit registers for, as the Treasury's form lists them (seed 001); all by default. */
import { z } from 'zod';

export const serviceSchema = z.enum([
  'OPEN_ACCOUNT',
  'SPENDING_CONTROL',
  'PAYMENT_REQUEST',
  'CASH_WITHDRAWAL',
  'BALANCE',
  'MOBILE_BALANCE',
  'MOBILE_LOOKUP',
]);
export type Service = z.infer<typeof serviceSchema>;

export interface ServiceNode {
  readonly label: { readonly vi: string; readonly en: string };
  /** A leaf: what is ticked. */
  readonly service?: Service;
  readonly children?: readonly ServiceNode[];
}

const leaf = (service: Service, vi: string, en: string): ServiceNode => ({ service, label: { vi, en } });

/** A parent is ticked when all of its leaves are, and half ticked when some are. */
export const serviceTree: readonly ServiceNode[] = [
  {
    label: { vi: 'Sử dụng dịch vụ công trực tuyến', en: 'Online public services' },
    children: [
      leaf(
        'OPEN_ACCOUNT',
        'Dịch vụ công Đăng ký mở và sử dụng tài khoản tại Kho bạc Nhà nước',
        'Opening and using accounts at the State Treasury',
      ),
      leaf(
        'SPENDING_CONTROL',
        'Kê khai và giao nhận hồ sơ kiểm soát chi',
        'Declaring and handing over spending-control dossiers',
      ),
      leaf(
        'PAYMENT_REQUEST',
        'Dịch vụ công Giao diện yêu cầu thanh toán qua mạng và chương trình kê khai yêu cầu thanh toán',
        'Payment requests online and the program that declares them',
      ),
    ],
  },
  leaf('CASH_WITHDRAWAL', 'Đăng ký rút tiền mặt với KBNN', 'Announcing cash withdrawals to KBNN'),
  leaf('BALANCE', 'Đối chiếu số dư', 'Reconciling balances'),
  {
    label: { vi: 'Sử dụng trên thiết bị di động', en: 'Use on mobile devices' },
    children: [
      leaf(
        'MOBILE_BALANCE',
        'Tra cứu thông tin và đối chiếu số dư tài khoản',
        'Looking up and reconciling account balances',
      ),
      leaf('MOBILE_LOOKUP', 'Tra cứu thông tin hồ sơ - chứng từ', 'Looking up dossiers and vouchers'),
    ],
  },
];

export const allServices: readonly Service[] = serviceSchema.options;

/** Whether the second declaration (`tokhaidangkysudungdidong.pdf`) belongs to the dossier. */
export function usesMobile(services: readonly Service[]): boolean {
  return services.includes('MOBILE_BALANCE') || services.includes('MOBILE_LOOKUP');
}
