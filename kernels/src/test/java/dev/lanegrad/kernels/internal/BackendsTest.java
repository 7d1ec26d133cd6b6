package dev.lanegrad.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernels.Backend;
import dev.lanegrad.kernels.internal.Backends.Selection;
import dev.lanegrad.kernels.internal.Backends.VirtualMachine;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BackendsTest {

    private static final VirtualMachine HOTSPOT = new VirtualMachine("OpenJDK 64-Bit Server VM", "mixed mode, sharing", true);
    private static final Supplier<KernelProvider> LOADS = PortableProvider::new;
    private static final Supplier<KernelProvider> MISSING = () -> {
        throw new NoClassDefFoundError("jdk/incubator/vector/Vector");
    };

    @Test
    void autoTakesSimdWhereItLoads() {
        assertEquals(Backend.SIMD, Backends.select("auto", HOTSPOT, LOADS).backend());
    }

    @Test
    void autoFallsBackAndSaysHowToGetSimd() {
        Selection selection = Backends.select("auto", HOTSPOT, MISSING);
        assertEquals(Backend.PORTABLE, selection.backend());
        assertTrue(selection.reason().contains("--add-modules jdk.incubator.vector"), selection.reason());
    }

    @Test
    void autoAvoidsMachinesThatDoNotCompileVectors() {
        for (VirtualMachine vm : new VirtualMachine[] {
            new VirtualMachine("Eclipse OpenJ9 VM", "mixed mode", true),
            new VirtualMachine("OpenJDK 64-Bit Server VM", "interpreted mode, sharing", true),
            new VirtualMachine("OpenJDK 64-Bit Server VM", "mixed mode, emulated-client, sharing", true),
            new VirtualMachine(HOTSPOT.name(), HOTSPOT.info(), false)}) {
            Selection selection = Backends.select("auto", vm, LOADS);
            assertEquals(Backend.PORTABLE, selection.backend(), vm.toString());
            assertEquals(System.Logger.Level.WARNING, selection.level());
            assertTrue(selection.reason().endsWith("-Dlanegrad.kernels=simd overrules"), selection.reason());
            assertEquals(Backend.SIMD, Backends.select("simd", vm, LOADS).backend());
        }
    }

    @Test
    void portableNeverLoadsSimd() {
        assertEquals(Backend.PORTABLE, Backends.select("portable", HOTSPOT, () -> {
            throw new AssertionError("loaded");
        }).backend());
    }

    @Test
    void simdIsStrict() {
        assertEquals(Backend.SIMD, Backends.select("SIMD", HOTSPOT, LOADS).backend());
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> Backends.select("simd", HOTSPOT, MISSING));
        assertTrue(e.getMessage().startsWith("SIMD kernels required (-Dlanegrad.kernels=simd)"), e.getMessage());
    }

    @Test
    void anUnknownModeIsNamed() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Backends.select("fast", HOTSPOT, LOADS));
        assertEquals("lanegrad.kernels = 'fast' must be one of auto, portable, simd", e.getMessage());
    }
}
