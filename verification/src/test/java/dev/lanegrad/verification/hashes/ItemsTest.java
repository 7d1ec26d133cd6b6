package dev.lanegrad.verification.hashes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.autograd.ops.OpCases;
import dev.lanegrad.kernels.Kernels;
import dev.lanegrad.losses.LossCases;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The items of the hash program leave nothing out. */
class ItemsTest {

    /** What makes and reads arrays: every item uses it. */
    private static final Set<String> ACCESS =
            Set.of("Storage.elementType", "Storage.allocate", "Storage.length", "Storage.get", "Storage.set");

    private static final Set<String> NAMES = Items.all().stream().map(Item::name).collect(Collectors.toSet());

    @Test
    void everyKernelIsHashed() {
        List<String> missing = new ArrayList<>();
        for (Method family : Kernels.class.getMethods()) {
            Class<?> type = family.getReturnType();
            if (type.isInterface() && !Modifier.isStatic(family.getModifiers())) {
                Arrays.stream(type.getMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .map(method -> type.getSimpleName() + "." + method.getName())
                        .filter(name -> !ACCESS.contains(name) && !isHashed(name))
                        .forEach(missing::add);
            }
        }
        assertEquals(List.of(), missing);
    }

    private static boolean isHashed(String kernel) {
        boolean counts = kernel.startsWith("BlockCounts.");
        return NAMES.contains("kernel float " + kernel) && (counts || NAMES.contains("kernel double " + kernel));
    }

    @Test
    void everyItemHasAnExpectedHashAndTheOtherWayRound() {
        assertEquals(new TreeSet<>(NAMES), new TreeSet<>(HashFile.expected().keySet()),
                "mvn -q -Phashes -Dargs=\"--write FILE\" writes the hashes of this machine");
    }

    @Test
    void operationsAndLossesRunOnAThousandShapes() {
        assertTrue((OpCases.all().size() + LossCases.all().size()) * CaseItems.SHAPES >= 1000);
    }

    @Test
    void aChangedBitChangesTheHash() {
        String hash = hashOf(1.0);
        assertEquals(hash, hashOf(1.0));
        assertNotEquals(hash, hashOf(Math.nextUp(1.0)));
        assertNotEquals(hashOf(0.0), hashOf(-0.0));
    }

    private static String hashOf(double x) {
        Digest digest = new Digest();
        digest.add(new double[] {x});
        return digest.soFar();
    }
}
