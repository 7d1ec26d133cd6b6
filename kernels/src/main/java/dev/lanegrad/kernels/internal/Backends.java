package dev.lanegrad.kernels.internal;

import dev.lanegrad.kernels.Backend;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The choice of a backend: made once, logged once, with its reason. */
public final class Backends {

    /** The system property that overrules the automatic choice. */
    public static final String MODE_PROPERTY = "lanegrad.kernels";

    private static final String SIMD_PROVIDER = "dev.lanegrad.kernels.internal.simd.SimdProvider";

    private Backends() {
    }

    /** What the choice depends on besides the property: the virtual machine's name, its mode, and whether it has instructions for fma. */
    record VirtualMachine(String name, String info, boolean fused) {

        static VirtualMachine current() {
            return new VirtualMachine(System.getProperty("java.vm.name", ""), System.getProperty("java.vm.info", ""),
                    FusedMultiplyAdd.isAnInstruction());
        }

        /** Why this machine pays more for the same bits than others do: it runs calls where they have instructions. */
        Optional<String> obstacle() {
            if (!name.contains("HotSpot") && !name.contains("OpenJDK")) {
                return Optional.of("'" + name + "' is not known to compile the Vector API to instructions");
            }
            if (info.contains("interpreted mode") || info.contains("emulated-client")) {
                return Optional.of("the C2 compiler is off (" + info + ")");
            }
            if (!fused) {
                return Optional.of("fused multiply-add is emulated: the bits are the same, in a hundred times the time");
            }
            return Optional.empty();
        }
    }

    /** A choice, its reason, and how loudly to tell it: a warning where the machine is slower than users may think. */
    record Selection(KernelProvider provider, Backend backend, String reason, System.Logger.Level level) {
    }

    private static final class Selected {
        static final Selection SELECTION = logged(select(
                System.getProperty(MODE_PROPERTY, "auto"), VirtualMachine.current(), Backends::loadSimd));
    }

    private static final class Portable {
        static final KernelProvider PROVIDER = new PortableProvider();
    }

    private static final class Simd {
        static final KernelProvider PROVIDER = loadSimd();
    }

    /** The backend that the property or the automatic choice gives. */
    public static KernelProvider selected() {
        return Selected.SELECTION.provider();
    }

    /** A backend by name. */
    public static KernelProvider of(Backend backend) {
        if (backend == Backend.PORTABLE) {
            return Portable.PROVIDER;
        }
        try {
            return Simd.PROVIDER;
        } catch (LinkageError e) {
            throw new IllegalStateException("the SIMD kernels cannot be had: " + describe(e), e);
        }
    }

    static Selection select(String mode, VirtualMachine vm, Supplier<KernelProvider> simd) {
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "portable" -> portable(MODE_PROPERTY + "=portable", System.Logger.Level.DEBUG);
            case "simd" -> strict(simd);
            case "auto" -> vm.obstacle()
                    .map(reason -> portable(reason + "; -D" + MODE_PROPERTY + "=simd overrules", System.Logger.Level.WARNING))
                    .orElseGet(() -> simdIfLoadable(simd));
            default -> throw new IllegalArgumentException(
                    MODE_PROPERTY + " = '" + mode + "' must be one of auto, portable, simd");
        };
    }

    private static Selection simdIfLoadable(Supplier<KernelProvider> simd) {
        try {
            return new Selection(simd.get(), Backend.SIMD, "the Vector API is available", System.Logger.Level.DEBUG);
        } catch (LinkageError e) {
            return portable(describe(e) + "; add --add-modules jdk.incubator.vector to the command line for SIMD",
                    System.Logger.Level.DEBUG);
        }
    }

    private static Selection strict(Supplier<KernelProvider> simd) {
        try {
            return new Selection(simd.get(), Backend.SIMD, MODE_PROPERTY + "=simd", System.Logger.Level.DEBUG);
        } catch (LinkageError e) {
            throw new IllegalStateException("SIMD kernels required (-D" + MODE_PROPERTY
                    + "=simd) but they cannot be had: " + describe(e), e);
        }
    }

    private static Selection portable(String reason, System.Logger.Level level) {
        return new Selection(Portable.PROVIDER, Backend.PORTABLE, reason, level);
    }

    private static Selection logged(Selection selection) {
        System.getLogger("dev.lanegrad.kernels").log(selection.level(),
                () -> "kernels: " + selection.backend() + ", because " + selection.reason());
        return selection;
    }

    /** Loads the SIMD kernels; a missing Vector API shows as a {@link LinkageError}. */
    private static KernelProvider loadSimd() {
        try {
            return (KernelProvider) Class.forName(SIMD_PROVIDER).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            if (e.getCause() instanceof LinkageError missing) {
                throw missing;
            }
            throw new LinkageError("the SIMD kernels do not load", e);
        }
    }

    private static String describe(LinkageError e) {
        return "the module jdk.incubator.vector is not resolved (" + e + ")";
    }
}
