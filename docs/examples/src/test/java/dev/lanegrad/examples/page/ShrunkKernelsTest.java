package dev.lanegrad.examples.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

class ShrunkKernelsTest {

    @Test
    void ratiosRunFromTheSmallestToOne() {
        assertEquals(0.5, ShrunkKernels.ratio(1, 7, 0.5), 1e-15);
        assertEquals(0.75, ShrunkKernels.ratio(4, 7, 0.5), 1e-15);
        assertEquals(1, ShrunkKernels.ratio(7, 7, 0.5), 0);
    }

    @Test
    void aRectangleShrinksByAreaOverPerimeter() {
        // 100 x 40: d = 4000 (1 - 0.25) / 280 on every side.
        double d = 4000 * 0.75 / 280;
        Geometry shrunk = ShrunkKernels.shrink(rectangle(10, 20, 110, 60), 0.5);
        Envelope box = shrunk.getEnvelopeInternal();
        assertEquals(10 + d, box.getMinX(), 1e-9);
        assertEquals(110 - d, box.getMaxX(), 1e-9);
        assertEquals(20 + d, box.getMinY(), 1e-9);
        assertEquals(60 - d, box.getMaxY(), 1e-9);
        assertEquals((100 - 2 * d) * (40 - 2 * d), shrunk.getArea(), 1e-6);
    }

    @Test
    void pixelsAreInsideByTheirCentre() {
        float[] map = ShrunkKernels.rasterise(List.of(rectangle(1.4, 2.6, 3.6, 4.4)), 6);
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 6; x++) {
                boolean inside = x + 0.5 > 1.4 && x + 0.5 < 3.6 && y + 0.5 > 2.6 && y + 0.5 < 4.4;
                assertEquals(inside ? 1 : 0, map[y * 6 + x], "pixel " + x + ", " + y);
            }
        }
    }

    @Test
    void kernelsOfThePageNestAndComeApart() {
        PageTargets targets = PageTargets.of(TextPage.sample());
        int pixels = targets.size() * targets.size();
        for (int i = 0; i < pixels; i++) {
            float outer = targets.text()[i];
            for (int k = 0; k < PageTargets.KERNELS; k++) {
                float inner = targets.kernels()[k * pixels + i];
                assertTrue(inner <= outer, "a kernel reaches beyond the next larger one");
                outer = inner;
            }
        }
        List<Geometry> smallest = targets.smallest();
        for (int a = 0; a < smallest.size(); a++) {
            assertTrue(!smallest.get(a).isEmpty(), "a line lost its smallest kernel");
            for (int b = a + 1; b < smallest.size(); b++) {
                assertTrue(smallest.get(a).disjoint(smallest.get(b)), "two kernels touch");
            }
        }
    }

    private static Polygon rectangle(double x0, double y0, double x1, double y1) {
        return new GeometryFactory().createPolygon(new Coordinate[] {
            new Coordinate(x0, y0), new Coordinate(x1, y0), new Coordinate(x1, y1), new Coordinate(x0, y1),
            new Coordinate(x0, y0)
        });
    }
}
