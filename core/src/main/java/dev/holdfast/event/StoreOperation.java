package dev.holdfast.event;

import java.util.Locale;

/** What a store was asked for: first of sessions, then of the facts that nodes share. */
public enum StoreOperation {
  CREATE,
  LOAD,
  REPLACE,
  EXTEND,
  DELETE,
  DELETE_GROUP,
  LIST,
  FACT_PUT_IF_ABSENT,
  FACT_REPLACE,
  FACT_PUT,
  FACT_GET,
  FACT_REMOVE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As metrics and logs name it. */
  @Override
  public String toString() {
    return word;
  }
}
