package dev.holdfast.demo;

import org.junit.jupiter.api.Nested;

class JourneyIT {
  @Nested
  class InPostgres extends JourneyCases {
    InPostgres() {
      super(TestStore.postgres());
    }
  }

  @Nested
  class InRedis extends JourneyCases {
    InRedis() {
      super(TestStore.redis());
    }
  }
}
