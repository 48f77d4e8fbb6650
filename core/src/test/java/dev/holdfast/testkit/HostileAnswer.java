package dev.holdfast.testkit;

import dev.holdfast.error.ErrorCode;
import java.util.function.Consumer;

/**
 * One thing a provider, or somebody in its name, does wrong once in the middle of a login. Those
 * that there are: {@link HostileAnswers}.
 *
 * @param name what is wrong, in a few words
 * @param code what an application has to say about it
 * @param script how the provider is told
 */
public record HostileAnswer(String name, ErrorCode code, Consumer<FakeProvider> script) {

  /** Lets the provider do it at its next chance, and never again. */
  public void play(FakeProvider provider) {
    script.accept(provider);
  }

  /** For the name of a test. */
  @Override
  public String toString() {
    return name;
  }
}
