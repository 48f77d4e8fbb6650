package dev.holdfast.store.contract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * What every session store promises. Extend it, supply a store, add no cases: those that a store
 * cannot keep because the browser holds its bytes are skipped by its own {@code custody()}.
 */
public abstract class SessionStoreContract {
  private StoreUnderTest subject;

  /** An empty store; called before each case. */
  protected abstract StoreUnderTest open();

  @BeforeEach
  final void openStore() {
    subject = open();
  }

  @AfterEach
  final void closeStore() {
    subject.close();
  }

  /** What is filed can be found again, and nothing else. */
  @Nested
  class Loading extends LoadingCases {
    @Override
    StoreUnderTest subject() {
      return subject;
    }
  }

  /** A locator is hostile text. */
  @Nested
  class HostileLocators extends HostileLocatorCases {
    @Override
    StoreUnderTest subject() {
      return subject;
    }
  }

  /** Records end at an instant, and only the idle limit moves. */
  @Nested
  class Ending extends EndingCases {
    @Override
    StoreUnderTest subject() {
      return subject;
    }
  }

  /** Somebody else's newer record is never overwritten, and nothing is revived. */
  @Nested
  class Replacing extends ReplacingCases {
    @Override
    StoreUnderTest subject() {
      return subject;
    }
  }

  /** What is forgotten stays forgotten, once. */
  @Nested
  class Deleting extends DeletingCases {
    @Override
    StoreUnderTest subject() {
      return subject;
    }
  }

  /** The records of a group are listed and ended together. */
  @Nested
  class Groups extends GroupCases {
    @Override
    StoreUnderTest subject() {
      return subject;
    }
  }

  /** Who looks behind the store finds nothing that opens or finds a record. */
  @Nested
  class BehindTheStore extends BackDoorCases {
    @Override
    StoreUnderTest subject() {
      return subject;
    }
  }
}
