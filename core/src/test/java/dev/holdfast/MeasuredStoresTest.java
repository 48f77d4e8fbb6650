package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.event.OidcEvent.StoreCalled;
import dev.holdfast.event.StoreOperation;
import dev.holdfast.event.StoreOutcome;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HeardEvents;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every back end's calls are measured, without its doing anything for it. */
class MeasuredStoresTest {
  private final FakeProvider provider = FakeProvider.start();
  private final MapSessionStore sessions = new MapSessionStore(InstantSource.system());
  private final HeardEvents heard = new HeardEvents();
  private final Node node =
      Node.over(
          Node.config(provider).build(),
          sessions,
          new MapCoordinationStore(InstantSource.system()),
          parts -> parts.listener(heard));

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  private StoreCalled last() {
    var all = heard.of(StoreCalled.class);
    return all.get(all.size() - 1);
  }

  @Test
  void a_call_is_told_with_its_store_and_outcome() {
    OpenSession session = node.login();
    assertThat(heard.of(StoreCalled.class))
        .extracting(StoreCalled::operation)
        .contains(StoreOperation.CREATE, StoreOperation.FACT_PUT_IF_ABSENT);

    node.oidc().sessions().resume(session.ticket());
    assertThat(last().operation()).isEqualTo(StoreOperation.LOAD);
    assertThat(last().outcome()).isEqualTo(StoreOutcome.DONE);
    assertThat(last().backEnd()).isEqualTo("MapSessionStore");
    assertThat(last().took()).isPositive();

    node.oidc().sessions().close(session);
    node.oidc().sessions().resume(session.ticket());
    assertThat(last().outcome()).isEqualTo(StoreOutcome.NOT_DONE);

    sessions.broken(true);
    assertThatThrownBy(() -> node.oidc().sessions().resume(session.ticket()))
        .isInstanceOf(SessionStoreException.class);
    assertThat(last().outcome()).isEqualTo(StoreOutcome.FAILED);
  }

  /** Else a method that a back end overrides would be answered by the interface's default. */
  @Test
  void nothing_of_the_two_interfaces_bypasses_the_store() {
    assertThat(Stream.of(SessionStore.class.getMethods()))
        .allSatisfy(method -> assertOverridden(method, MeasuredSessionStore.class));
    assertThat(Stream.of(CoordinationStore.class.getMethods()))
        .allSatisfy(method -> assertOverridden(method, MeasuredCoordinationStore.class));
  }

  private static void assertOverridden(Method method, Class<?> by) throws NoSuchMethodException {
    assertThat(by.getMethod(method.getName(), method.getParameterTypes()).getDeclaringClass())
        .isEqualTo(by);
  }
}
