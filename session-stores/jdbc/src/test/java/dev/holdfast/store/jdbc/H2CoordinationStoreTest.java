package dev.holdfast.store.jdbc;

import dev.holdfast.store.contract.CoordinationStoreContract;
import dev.holdfast.store.contract.CoordinationUnderTest;

class H2CoordinationStoreTest extends CoordinationStoreContract {

  @Override
  protected CoordinationUnderTest open() {
    return FactsUnderTest.on(H2.fresh());
  }
}
