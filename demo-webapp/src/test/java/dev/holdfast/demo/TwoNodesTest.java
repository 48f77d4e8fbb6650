package dev.holdfast.demo;

import org.junit.jupiter.api.Nested;

class TwoNodesTest {
  @Nested
  class OnH2 extends TwoNodesCases {
    OnH2() {
      super(TestStore.h2());
    }
  }

  @Nested
  class WithCookies extends TwoNodesCases {
    WithCookies() {
      super(TestStore.coordinatedCookie());
    }
  }
}
