package dev.lanegrad.bench.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Who computes: this library, or what the suffix of a benchmark's method names. */
public enum Implementation {

    /** This library as it comes: SIMD, one thread unless a parameter says otherwise. */
    OWN("", "Lanegrad", Kind.OWN, ""),
    /** The portable kernels of this library. */
    PORTABLE("Portable", "Lanegrad, portable", Kind.OWN_VARIANT, ""),
    /** This library on two threads. */
    TWO_THREADS("TwoThreads", "Lanegrad, 2 threads", Kind.OWN_VARIANT, ""),
    /** The loop that a reader would write. */
    LOOP("Loop", "plain Java loop", Kind.BASELINE, ""),
    /** The sort of the JDK. */
    SORT("Sort", "Arrays.sort", Kind.BASELINE, ""),
    /** A loop over the Vector API's own functions. */
    VECTOR_API("VectorApi", "Vector API functions", Kind.BASELINE, ""),
    /** Copying the same memory once. */
    COPY("Copy", "one copy of the memory", Kind.LIMIT, ""),
    /** As many multiplications and additions, in registers. */
    FMA("Fma", "as many FMAs in registers", Kind.LIMIT, ""),
    /** Reading the same memory once. */
    READ("Read", "one read of the memory", Kind.LIMIT, ""),
    /** The composition of libtorch that the original has. */
    TORCH("Torch", "libtorch", Kind.NATIVE_PEER, "org.bytedeco:pytorch"),
    /** The best composition that a careful user would write. */
    TORCH_BEST("TorchBest", "libtorch, best form", Kind.NATIVE_PEER, "org.bytedeco:pytorch"),
    /** OpenBLAS. */
    OPEN_BLAS("OpenBlas", "OpenBLAS", Kind.NATIVE_PEER, "org.bytedeco:openblas"),
    /** Intel's library. */
    MKL("Mkl", "MKL", Kind.NATIVE_PEER, "org.bytedeco:mkl"),
    /** DJL with PyTorch's engine. */
    DJL("Djl", "DJL", Kind.NATIVE_PEER, "ai.djl:api"),
    /** ND4J with its native backend. */
    ND4J("Nd4j", "ND4J", Kind.NATIVE_PEER, "org.nd4j:nd4j-native"),
    /** Netlib's implementation with the Vector API. */
    NETLIB("Netlib", "netlib VectorBLAS", Kind.JAVA_PEER, "dev.ludovic.netlib:blas"),
    /** rapaio. */
    RAPAIO("Rapaio", "rapaio", Kind.JAVA_PEER, "io.github.padreati:rapaio-lib"),
    /** EJML. */
    EJML("Ejml", "EJML", Kind.JAVA_PEER, "org.ejml:ejml-fdense"),
    /** ojAlgo. */
    OJ_ALGO("OjAlgo", "ojAlgo", Kind.JAVA_PEER, "org.ojalgo:ojalgo");

    /** What a comparison with an implementation says. */
    public enum Kind {
        /** This library. */
        OWN,
        /** This library in another setting. */
        OWN_VARIANT,
        /** Plain Java. */
        BASELINE,
        /** What the machine allows. */
        LIMIT,
        /** Another library in Java. */
        JAVA_PEER,
        /** Another library with native code, run with two settings of the allocator. */
        NATIVE_PEER
    }

    private static final List<Implementation> BY_LENGTH = Arrays.stream(values())
            .sorted(Comparator.comparingInt((Implementation each) -> each.suffix.length()).reversed()).toList();

    private final String suffix;
    private final String label;
    private final Kind kind;
    private final String artifact;

    Implementation(String suffix, String label, Kind kind, String artifact) {
        this.suffix = suffix;
        this.label = label;
        this.kind = kind;
        this.artifact = artifact;
    }

    /**
     * The implementation that a method's name ends in.
     *
     * @param method the method of a benchmark
     * @return the one with the longest such suffix, {@link #OWN} if there is none
     */
    public static Implementation ofMethod(String method) {
        return BY_LENGTH.stream().filter(each -> method.endsWith(each.suffix) && method.length() > each.suffix.length())
                .findFirst().orElse(OWN);
    }

    /**
     * What follows the task in a method's name.
     *
     * @return the suffix, empty for this library
     */
    public String suffix() {
        return suffix;
    }

    /**
     * The name for readers.
     *
     * @return the name
     */
    public String label() {
        return label;
    }

    /**
     * What a comparison with it says.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Where it comes from.
     *
     * @return {@code group:artifact}, empty for what is part of this project
     */
    public String artifact() {
        return artifact;
    }

    /**
     * Whether it is another library.
     *
     * @return whether it is
     */
    public boolean isPeer() {
        return kind == Kind.JAVA_PEER || kind == Kind.NATIVE_PEER;
    }
}
