package dev.holdfast.dpop;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A JCA provider that signs ES256 in DER by the JDK, counts, and may spoil what it signed. */
final class TestProvider extends Provider {
  static final String NAME = "HoldfastTest";
  private static final long serialVersionUID = 1L;
  private static final String ES256 = "SHA256withECDSA";

  final transient AtomicInteger signed = new AtomicInteger();
  private final transient UnaryOperator<byte[]> spoil;

  TestProvider(UnaryOperator<byte[]> spoil) {
    super(NAME, "1", "signs in tests");
    this.spoil = spoil;
    putService(
        new Service(this, "Signature", ES256, Signing.class.getName(), List.of(), null) {
          @Override
          public Object newInstance(Object parameter) {
            return new Signing();
          }
        });
  }

  /** Signs correctly. */
  TestProvider() {
    this(signature -> signature);
  }

  private final class Signing extends SignatureSpi {
    private final Signature jdk;

    Signing() {
      try {
        jdk = Signature.getInstance(ES256, JdkProviders.forSignature(ES256));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      jdk.initSign(key);
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      jdk.initVerify(key);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      jdk.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
      jdk.update(bytes, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      signed.incrementAndGet();
      return spoil.apply(jdk.sign());
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      return jdk.verify(signature);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
