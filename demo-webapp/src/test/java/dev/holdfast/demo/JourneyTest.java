package dev.holdfast.demo;

import org.junit.jupiter.api.Nested;

class JourneyTest {
  @Nested
  class InMemory extends JourneyCases {
    InMemory() {
      super(TestStore.memory());
    }
  }

  @Nested
  class InCookies extends JourneyCases {
    InCookies() {
      super(TestStore.cookie());
    }
  }

  @Nested
  class InH2 extends JourneyCases {
    InH2() {
      super(TestStore.h2());
    }
  }
}
