package dev.holdfast.store.jdbc;

class H2ProviderLogoutTest extends ProviderLogoutCases {

  @Override
  TestDatabase database() {
    return H2.fresh();
  }
}
