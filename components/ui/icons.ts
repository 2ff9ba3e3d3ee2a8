import {
  ArrowDown as arrowDown,
  ArrowLeft as arrowLeft,
  ArrowRight as arrowRight,
  ArrowUp as arrowUp,
  ArrowUpRight as arrowUpRight,
  Cable as cable,
  Check as check,
  ChevronDown as chevronDown,
  ChevronRight as chevronRight,
  ChevronsUpDown as chevronsUpDown,
  Circle as circle,
  CircleAlert as circleAlert,
  CircleCheck as circleCheck,
  CircleDashed as circleDashed,
  CircleDot as circleDot,
  CircleHelp as circleHelp,
  CircleMinus as circleMinus,
  CircleX as circleX,
  Clock as clock,
  Cloud as cloud,
  CloudCog as cloudCog,
  Copy as copy,
  Download as download,
  FlaskConical as flaskConical,
  KeyRound as keyRound,
  LifeBuoy as lifeBuoy,
  LoaderCircle as loaderCircle,
  Minus as minus,
  Monitor as monitor,
  Moon as moon,
  Network as network,
  Plus as plus,
  Printer as printer,
  RefreshCw as refreshCw,
  Search as search,
  Settings2 as settings2,
  ShieldCheck as shieldCheck,
  Sun as sun,
  TriangleAlert as triangleAlert,
  UserPlus as userPlus,
  Wrench as wrench,
  X as x,
} from 'lucide'
import { icon } from './icon'

export type { Icon } from './icon'

export const ArrowDown = icon(arrowDown)
export const ArrowLeft = icon(arrowLeft)
export const ArrowRight = icon(arrowRight)
export const ArrowUp = icon(arrowUp)
export const ArrowUpRight = icon(arrowUpRight)
export const Cable = icon(cable)
export const Check = icon(check)
export const ChevronDown = icon(chevronDown)
export const ChevronRight = icon(chevronRight)
export const ChevronsUpDown = icon(chevronsUpDown)
export const Circle = icon(circle)
export const CircleAlert = icon(circleAlert)
export const CircleCheck = icon(circleCheck)
export const CircleDashed = icon(circleDashed)
export const CircleDot = icon(circleDot)
export const CircleHelp = icon(circleHelp)
export const CircleMinus = icon(circleMinus)
export const CircleX = icon(circleX)
export const Clock = icon(clock)
export const Cloud = icon(cloud)
export const CloudCog = icon(cloudCog)
export const Copy = icon(copy)
export const Download = icon(download)
export const FlaskConical = icon(flaskConical)
export const KeyRound = icon(keyRound)
export const LifeBuoy = icon(lifeBuoy)
export const LoaderCircle = icon(loaderCircle)
export const Minus = icon(minus)
export const Monitor = icon(monitor)
export const Moon = icon(moon)
export const Network = icon(network)
export const Plus = icon(plus)
export const Printer = icon(printer)
export const RefreshCw = icon(refreshCw)
export const Search = icon(search)
export const Settings2 = icon(settings2)
export const ShieldCheck = icon(shieldCheck)
export const Sun = icon(sun)
export const TriangleAlert = icon(triangleAlert)
export const UserPlus = icon(userPlus)
export const Wrench = icon(wrench)
export const X = icon(x)
