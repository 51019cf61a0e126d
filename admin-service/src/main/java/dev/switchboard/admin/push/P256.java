package dev.switchboard.admin.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;

/// Keys of the curve P-256, with points as they stand on the wire: 65 bytes, not compressed.
final class P256 {
    static final int POINT = 65;
    private static final int COORDINATE = 32;
    private static final ECGenParameterSpec NAME = new ECGenParameterSpec("secp256r1");

    private P256() {}

    static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(NAME);
        return generator.generateKeyPair();
    }

    /// @throws IllegalArgumentException for what is no point of the curve
    static ECPublicKey read(byte[] point) throws GeneralSecurityException {
        ECParameterSpec curve = curve();
        if (point.length != POINT || point[0] != 4) {
            throw new IllegalArgumentException("no uncompressed point");
        }
        ECPoint read = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE)),
                new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT)));
        if (!isOn(curve.getCurve(), read)) {
            throw new IllegalArgumentException("no point of the curve");
        }
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(read, curve));
    }

    /// y² = x³ + ax + b
    private static boolean isOn(EllipticCurve curve, ECPoint point) {
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right.mod(p));
    }

    static byte[] write(ECPublicKey key) {
        byte[] point = new byte[POINT];
        point[0] = 4;
        copy(key.getW().getAffineX(), point, 1);
        copy(key.getW().getAffineY(), point, 1 + COORDINATE);
        return point;
    }

    private static void copy(BigInteger coordinate, byte[] into, int at) {
        byte[] bytes = coordinate.toByteArray();
        int from = Math.max(0, bytes.length - COORDINATE);
        int length = bytes.length - from;
        System.arraycopy(bytes, from, into, at + COORDINATE - length, length);
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        try {
            parameters.init(NAME);
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (InvalidParameterSpecException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
