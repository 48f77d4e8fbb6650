package dev.holdfast.session;

/** How a change to a session ended. */
public sealed interface Update {
  /** Saved, for good. */
  record Saved(OpenSession now) implements Update {}

  /** Somebody changed it first: read it again, theirs is newer. */
  record Conflict() implements Update {}

  /** It has ended meanwhile and stays ended. */
  record Gone() implements Update {}
}
