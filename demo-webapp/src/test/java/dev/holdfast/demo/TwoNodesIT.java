package dev.holdfast.demo;

import org.junit.jupiter.api.Nested;

class TwoNodesIT {
  @Nested
  class OnPostgres extends TwoNodesCases {
    OnPostgres() {
      super(TestStore.postgres());
    }
  }

  @Nested
  class OnRedis extends TwoNodesCases {
    OnRedis() {
      super(TestStore.redis());
    }
  }
}
