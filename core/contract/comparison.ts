/** The words of comparisons, for the window: types, and how each figure is counted. */
export type { Comparison, Lane, SegmentColumns } from "../compare/compare.ts";
export { HOW_COUNTED, type LaneMetrics, type Percentiles, type Shares } from "../compare/measure.ts";
export type { Controls, Mode } from "../compare/mode.ts";
export type { ComparePreset, ComparePresets } from "../compare/presets.ts";
export type { ComparedEvent, CompareRequest } from "../compare/request.ts";
export type { AccessState } from "../compare/truth.ts";
