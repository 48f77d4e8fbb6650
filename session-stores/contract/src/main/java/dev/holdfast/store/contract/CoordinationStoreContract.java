package dev.holdfast.store.contract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** What every coordination store promises. Extend it, supply a store, add no cases. */
public abstract class CoordinationStoreContract {
  private CoordinationUnderTest subject;

  /** An empty store; called before each case. */
  protected abstract CoordinationUnderTest open();

  @BeforeEach
  final void openStore() {
    subject = open();
  }

  @AfterEach
  final void closeStore() {
    subject.close();
  }

  /** Facts are put, compared and read whole. */
  @Nested
  class Keeping extends FactCases {
    @Override
    CoordinationUnderTest subject() {
      return subject;
    }
  }

  /** A fact lives for as long as it was given, and then it is absent. */
  @Nested
  class Ending extends FactEndingCases {
    @Override
    CoordinationUnderTest subject() {
      return subject;
    }
  }

  /** Of many who want the same, one is told yes. */
  @Nested
  class Racing extends FactRaceCases {
    @Override
    CoordinationUnderTest subject() {
      return subject;
    }
  }
}
