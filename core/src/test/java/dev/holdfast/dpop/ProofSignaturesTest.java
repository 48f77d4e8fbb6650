package dev.holdfast.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.JcaProviderName;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.UnfitLibraries;
import java.net.URI;
import java.nio.file.Path;
import java.security.Security;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who signs, by configuration and by what is there. */
class ProofSignaturesTest {
  private static final String CORRETTO = "AmazonCorrettoCryptoProvider";
  private static final String CONSCRYPT = "Conscrypt";
  private static final String CORRETTO_CLASS = "com.amazon.corretto.crypto.provider." + CORRETTO;
  private static final String CONSCRYPT_CLASS = "org.conscrypt.Conscrypt";

  private final LogLines log = LogLines.of("dev.holdfast.dpop");

  @AfterEach
  void leave() {
    log.close();
    Security.removeProvider(TestProvider.NAME);
  }

  private static ProofSignatures choose(JcaProviderName provider, DpopAlgorithm... inUse) {
    return ProofSignatures.choose(provider, List.of(inUse), DpopKey::generate);
  }

  private static ProofSignatures named(String provider, DpopAlgorithm... inUse) {
    return choose(new JcaProviderName(provider), inUse);
  }

  private static void assertSigns(ProofSignatures signatures, DpopAlgorithm algorithm) {
    DpopSigner signer =
        new DpopSigner(
            new NonceMemory(1),
            new ServerClocks(InstantSource.system()),
            RandomBytes.secure(),
            signatures);
    ProofRequest request =
        new ProofRequest("shop", "GET", URI.create("https://api.example/"), Optional.empty());
    String proof = signer.proof(DpopKey.generate(algorithm), request).reveal();
    assertThat(ReadProof.of(proof).signatureHolds()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void the_first_native_provider_on_the_class_path_signs(DpopAlgorithm algorithm) {
    ProofSignatures signatures = choose(JcaProviderName.AUTO, algorithm);
    assertSigns(signatures, algorithm);
    signatures.announce();
    assertThat(log.read()).containsExactly("INFO DPoP proofs are signed by " + CORRETTO);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void a_thread_without_a_class_loader_finds_it_too() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      choose(JcaProviderName.AUTO, DpopAlgorithm.ES256).announce();
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(log.read()).containsExactly("INFO DPoP proofs are signed by " + CORRETTO);
  }

  @Test
  void a_library_for_another_platform_leaves_the_signing_to_java(@TempDir Path directory) {
    UnfitLibraries unfit = UnfitLibraries.of(directory, CORRETTO_CLASS, CONSCRYPT_CLASS);
    unfit.during(() -> choose(JcaProviderName.AUTO, DpopAlgorithm.ES256).announce());

    assertThat(log.read())
        .singleElement()
        .asString()
        .startsWith("WARN DPoP proofs are signed by the Java platform; ")
        .contains(CORRETTO + " does not load (UnsatisfiedLinkError: ")
        .contains(CONSCRYPT + " does not load (UnsatisfiedLinkError: ")
        .hasSizeLessThan(1000);
  }

  @ParameterizedTest
  @EnumSource
  void java_signs_every_algorithm_in_place_of_such_a_library(
      DpopAlgorithm algorithm, @TempDir Path directory) {
    UnfitLibraries unfit = UnfitLibraries.of(directory, CORRETTO_CLASS, CONSCRYPT_CLASS);
    unfit.during(() -> assertSigns(choose(JcaProviderName.AUTO, algorithm), algorithm));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void the_next_native_provider_signs_if_the_first_does_not_load(@TempDir Path directory) {
    UnfitLibraries unfit = UnfitLibraries.of(directory, CORRETTO_CLASS);
    unfit.during(() -> choose(JcaProviderName.AUTO, DpopAlgorithm.ES256).announce());

    assertThat(log.read())
        .singleElement()
        .asString()
        .startsWith("WARN DPoP proofs are signed by " + CONSCRYPT + "; " + CORRETTO);
  }

  @ParameterizedTest
  @CsvSource({CORRETTO + "," + CORRETTO_CLASS, CONSCRYPT + "," + CONSCRYPT_CLASS})
  void a_demanded_provider_that_does_not_load_is_refused(
      String name, String className, @TempDir Path directory) {
    UnfitLibraries unfit = UnfitLibraries.of(directory, className);
    unfit.during(
        () ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> named(name, DpopAlgorithm.ES256))
                .withMessageStartingWith(
                    "demands a provider that does not work here: "
                        + name
                        + " does not load (UnsatisfiedLinkError: "));
  }

  @Test
  void a_demanded_provider_that_is_nowhere_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named("Corretto"))
        .withMessageStartingWith("names Corretto, which is neither registered with Java nor");
  }

  @Test
  void a_provider_that_is_registered_with_java_can_be_demanded() {
    TestProvider provider = new TestProvider();
    Security.addProvider(provider);
    ProofSignatures signatures = named(TestProvider.NAME, DpopAlgorithm.ES256);
    int selfTest = provider.signed.get();
    assertSigns(signatures, DpopAlgorithm.ES256);
    assertThat(selfTest).isOne();
    assertThat(provider.signed).hasValue(2);
  }

  @Test
  void a_provider_whose_signature_is_wrong_is_not_believed() {
    Security.addProvider(new TestProvider(ProofSignaturesTest::otherLastBit));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named(TestProvider.NAME, DpopAlgorithm.ES256))
        .withMessageContaining(
            "HoldfastTest cannot sign ES256 (SignatureException: the JDK finds its signature"
                + " wrong)");
  }

  private static byte[] otherLastBit(byte[] signature) {
    byte[] other = signature.clone();
    other[other.length - 1] ^= 1;
    return other;
  }

  @Test
  void a_provider_whose_signature_has_no_form_is_not_believed() {
    Security.addProvider(
        new TestProvider(signature -> Arrays.copyOf(signature, signature.length + 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named(TestProvider.NAME, DpopAlgorithm.ES256))
        .withMessageContaining("not an ECDSA signature in DER");
  }

  @Test
  void a_provider_that_breaks_is_not_believed() {
    Security.addProvider(
        new TestProvider(
            signature -> {
              throw new java.security.ProviderException("token removed\nforged line");
            }));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named(TestProvider.NAME, DpopAlgorithm.ES256))
        .withMessageContaining("(ProviderException: token removed?forged line)");
  }

  @Test
  void a_demanded_provider_must_sign_by_the_algorithm_in_use() {
    Security.addProvider(new TestProvider());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> named(TestProvider.NAME, DpopAlgorithm.EDDSA, DpopAlgorithm.ES256))
        .withMessageContaining("HoldfastTest cannot sign EdDSA (NoSuchAlgorithmException: ");
  }

  @Test
  void java_signs_by_the_other_algorithms_that_a_provider_lacks() {
    TestProvider provider = new TestProvider();
    Security.addProvider(provider);
    ProofSignatures signatures = named(TestProvider.NAME, DpopAlgorithm.ES256, DpopAlgorithm.EDDSA);
    signatures.announce();
    assertSigns(signatures, DpopAlgorithm.EDDSA);
    assertSigns(signatures, DpopAlgorithm.PS256); // nobody asked whether it can
    assertThat(log.read())
        .singleElement()
        .asString()
        .startsWith("WARN DPoP proofs are signed by HoldfastTest; HoldfastTest cannot sign EdDSA");
  }

  @ParameterizedTest
  @EnumSource
  void jdk_is_the_jdks_own_signer_whatever_was_registered_first(DpopAlgorithm algorithm) {
    TestProvider first = new TestProvider();
    Security.insertProviderAt(first, 1);
    ProofSignatures jdk = choose(JcaProviderName.JDK, algorithm);
    jdk.announce();
    assertSigns(jdk, algorithm);
    assertThat(first.signed).hasValue(0);
    assertThat(log.read()).containsExactly("INFO DPoP proofs are signed by the JDK");
  }

  @Test
  void without_a_native_provider_the_one_that_was_registered_first_signs() {
    TestProvider first = new TestProvider();
    Security.insertProviderAt(first, 1);
    assertSigns(ProofSignatures.platform(), DpopAlgorithm.ES256);
    assertThat(first.signed).hasValue(1);
  }
}
