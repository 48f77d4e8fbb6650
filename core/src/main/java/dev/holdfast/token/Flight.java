package dev.holdfast.token;

/** A renewal that others may wait for. */
interface Flight extends Runnable {

  /** There is no thread for it. */
  void rejected();
}
