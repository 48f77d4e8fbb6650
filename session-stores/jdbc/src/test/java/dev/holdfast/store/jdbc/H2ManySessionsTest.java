package dev.holdfast.store.jdbc;

class H2ManySessionsTest extends ManySessionsCases {

  @Override
  TestDatabase database() {
    return H2.fresh();
  }
}
