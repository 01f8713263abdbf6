/** What a part of the picture is: its colour and shape. */
export type PartKind = "people" | "edge" | "service" | "function" | "store" | "beside" | "eye";

/** One box: a resource, or several that are one thing to the reader. */
export interface Part {
  readonly id: string;
  readonly kind: PartKind;
  readonly title: string;
  /** Smaller lines below. */
  readonly says: readonly string[];
  /** The frame that it stands in; without one it stands by itself. */
  readonly frame?: string | undefined;
}

export interface Frame {
  readonly id: string;
  readonly title: string;
  /** The frame around it. */
  readonly inside?: string;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly says?: string | undefined;
  /** Beside the way that a request takes: copies, care, alarms. */
  readonly quiet?: true;
}

export interface Picture {
  readonly title: string;
  readonly frames: readonly Frame[];
  readonly parts: readonly Part[];
  readonly links: readonly Link[];
}
