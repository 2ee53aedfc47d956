namespace CarlemanCompiler.Estimation;

/// <summary>
/// Physical qubits and run time of a program on a surface code with lattice surgery and T factories.
/// Model: Beverland et al., arXiv:2211.07629, section III and appendices B to F.
/// </summary>
/// <remarks>
/// Assumptions: logical qubits lie in the layout of that paper's appendix D, 2Q + ⌈√(8Q)⌉ + 1 tiles for Q qubits; Clifford gates are free but for
/// the measurements that they become; one cycle for a T state, a rotation's T gate layer or a measurement, three for a Toffoli, of four T states;
/// rotations are synthesised with ⌈0.53 log₂(R/ε) + 4.86⌉ T gates each (Kliuchnikov et al., Quantum 7, 1208 (2023)); the error budget is shared
/// equally between what is there of logical errors, T states and rotations. Decoding and routing of T states cost nothing.
/// </remarks>
public sealed record PhysicalEstimate
{
    private PhysicalEstimate(LogicalCounts counts, HardwareModel hardware, double errorBudget)
    {
        Counts = counts;
        Hardware = hardware;
        ErrorBudget = errorBudget;
    }

    /// <summary>What was asked.</summary>
    public LogicalCounts Counts { get; }

    /// <summary>On what.</summary>
    public HardwareModel Hardware { get; }

    /// <summary>Probability that anything goes wrong.</summary>
    public double ErrorBudget { get; }

    /// <summary>Tiles, routing space included.</summary>
    public double LogicalQubits { get; private init; }

    /// <summary>Logical cycles.</summary>
    public double LogicalCycles { get; private init; }

    /// <summary>Code distance of the program's qubits.</summary>
    public int Distance { get; private init; }

    /// <summary>T gates into which a rotation is synthesised; 0 without rotations.</summary>
    public double TPerRotation { get; private init; }

    /// <summary>T states, those of Toffoli gates and rotations included.</summary>
    public double TStates { get; private init; }

    /// <summary>Null where no T state is needed.</summary>
    public TFactory? Factory { get; private init; }

    /// <summary>Copies of the factory.</summary>
    public double Factories { get; private init; }

    /// <summary>Physical qubits of the program and of all factories.</summary>
    public double PhysicalQubits => LogicalQubits * HardwareModel.PhysicalQubits(Distance) + Factories * (Factory?.PhysicalQubits ?? 0);

    /// <summary>Run time in seconds.</summary>
    public double Seconds => LogicalCycles * Hardware.CycleTime(Distance) * 1e-9;

    /// <summary>The estimate.</summary>
    /// <param name="counts">What the program asks.</param>
    /// <param name="hardware">Physical qubits.</param>
    /// <param name="errorBudget">Probability of failure, in (0, 1).</param>
    /// <exception cref="ArgumentException">Counts or budget are out of range.</exception>
    /// <exception cref="SizeLimitException">The program is too long for the largest code distance.</exception>
    public static PhysicalEstimate Of(LogicalCounts counts, HardwareModel hardware, double errorBudget = 1e-3)
    {
        counts.Require();
        if (errorBudget is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(errorBudget), errorBudget, "The error budget is a probability between 0 and 1.");
        }

        double share = errorBudget / (1 + (counts.NeedsMagic ? 1 : 0) + (counts.Rotations > 0 ? 1 : 0));
        double tPerRotation = counts.Rotations > 0 ? Math.Ceiling(0.53 * Math.Log(counts.Rotations / share) / Math.Log(2) + 4.86) : 0;
        double tiles = 2 * counts.Qubits + Math.Ceiling(Math.Sqrt(8 * counts.Qubits)) + 1;
        double states = counts.T + 4 * counts.Toffoli + tPerRotation * counts.Rotations;
        double cycles = counts.Measurements + counts.Rotations + counts.T + 3 * counts.Toffoli + tPerRotation * counts.RotationDepth;
        var estimate = new PhysicalEstimate(counts, hardware, errorBudget) { LogicalQubits = tiles, TPerRotation = tPerRotation, TStates = states };

        // A distance allows so many cycles; where no factory fits into them, a larger distance is next.
        for (int d = hardware.DistanceFor(share / (tiles * cycles)); ; d = hardware.DistanceFor(hardware.LogicalError(d) * 0.999))
        {
            double allowed = Math.Floor(share / (tiles * hardware.LogicalError(d)));
            if (states == 0)
            {
                return estimate with { Distance = d, LogicalCycles = cycles };
            }

            double cycle = hardware.CycleTime(d);
            var factory = TFactory.Smallest(hardware, share / states, d, cycles * cycle) ?? TFactory.Smallest(hardware, share / states, d, allowed * cycle);
            if (factory is not null)
            {
                double taken = Math.Max(cycles, Math.Ceiling(factory.Duration / cycle));
                double runs = Math.Floor(taken * cycle / factory.Duration);
                return estimate with
                {
                    Distance = d,
                    LogicalCycles = taken,
                    Factory = factory,
                    Factories = Math.Ceiling(states / (runs * factory.Outputs)),
                };
            }

            cycles = allowed + 1;
        }
    }
}
