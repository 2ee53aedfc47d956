using CarlemanCompiler.Circuits;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.QuantumSolvers;

public sealed partial class HhlSystem
{
    /// <summary>A circuit with what it is made of.</summary>
    private sealed record Built(HhlCandidate Candidate, InversionFilter Filter, Circuit Circuit, SparseBlockEncoding? Encoding);

    /// <summary>The ways of solving one system, each with a filter of its own.</summary>
    private sealed class Builder(
        SparseMatrix matrix, double[] b, Dilation? dilation, SingularRange range, double tolerance, int? clockQubits)
    {
        private readonly Lazy<InversionFilter> timeFilter = new(() => Filter(range.ConditionNumber, 0, tolerance, clockQubits));

        /// <summary>The circuits made, that with the fewest gates first.</summary>
        public List<Built> Build(EvolutionStrategy strategy)
        {
            var built = new List<Built>();
            if (dilation is null || strategy == EvolutionStrategy.QubitizedWalk)
            {
                built.Add(Walk());
                return built;
            }

            if (strategy != EvolutionStrategy.Cheapest)
            {
                built.Add(InTime(strategy));
                return built;
            }

            // Exact synthesis knows the answer's size at once; the others are made only where they could be smaller.
            built.Add(InTime(EvolutionStrategy.ExactSynthesis));
            long most = built[0].Candidate.Cost.Gates;
            if (LeastFormulaGates() < most)
            {
                built.Add(InTime(EvolutionStrategy.ProductFormula));
            }

            if (LeastWalkGates() < most)
            {
                built.Add(Walk());
            }

            return [.. built.OrderBy(way => way.Candidate.Cost.Gates)];
        }

        // Relative to the smallest clock for the tolerance; a clock that was asked for is held to it.
        private static InversionFilter Filter(double kappa, double reach, double tolerance, int? clockQubits)
        {
            double infidelity = FilterShare * tolerance * FilterShare * tolerance;
            InversionFilter? smallest = null;
            try
            {
                smallest = Smallest(kappa, reach, infidelity);
            }
            catch (SizeLimitException)
            {
                throw TooLarge(kappa, reach, tolerance, infidelity);
            }

            if (clockQubits is not { } asked || asked == smallest.ClockQubits)
            {
                return smallest;
            }

            var filter = reach == 0 ? InversionFilter.Fit(asked, kappa) : InversionFilter.FitWalk(asked, kappa, reach);
            return filter.Flatness <= FilterShare * tolerance
                ? filter
                : throw new SolutionRefusedException(
                    SolutionLimit.ClockQubits,
                    asked,
                    smallest.ClockQubits,
                    FormattableString.Invariant(
                        $"A clock of {asked} qubits solves κ = {kappa:G4} to a relative error of {filter.Flatness:G2} only; ")
                        + FormattableString.Invariant($"the tolerance is {tolerance:G2}. ")
                        + $"{smallest.ClockQubits} qubits would do.");
        }

        private static InversionFilter Smallest(double kappa, double reach, double infidelity) =>
            reach == 0 ? InversionFilter.Smallest(kappa, infidelity) : InversionFilter.SmallestWalk(kappa, reach, infidelity);

        // Twice the condition number at the same flatness takes one more qubit: counted up from a short clock.
        private static SolutionRefusedException TooLarge(double kappa, double reach, double tolerance, double infidelity)
        {
            double fitting = 64;
            InversionFilter? filter = null;
            while (filter is null && fitting >= 1)
            {
                try
                {
                    filter = Smallest(fitting, reach, infidelity);
                }
                catch (SizeLimitException)
                {
                    fitting /= 4;
                }
            }

            double? needed = filter is null ? null : filter.ClockQubits + Math.Ceiling(Math.Log(kappa / fitting) / Math.Log(2));
            string wouldDo = needed is { } clock
                ? FormattableString.Invariant($"About {clock} would do; or precondition the system, or allow a larger tolerance.")
                : "Allow a larger tolerance.";
            return new SolutionRefusedException(
                SolutionLimit.ClockQubits,
                InversionFilter.MaximumClockQubits,
                needed,
                FormattableString.Invariant(
                    $"A condition number of {kappa:G4} at a relative error of {tolerance:G2} needs a clock of more than ")
                    + $"{InversionFilter.MaximumClockQubits} qubits. "
                    + wouldDo);
        }

        private Built InTime(EvolutionStrategy strategy)
        {
            double forFormula = FormulaShare * tolerance;
            var program = HhlProgram.Build(dilation!, b, timeFilter.Value, forFormula * forFormula, strategy, compare: false);
            double bound = timeFilter.Value.Flatness + (strategy == EvolutionStrategy.ProductFormula ? forFormula : 0);
            var circuit = program.Circuit;
            return new Built(
                new HhlCandidate(strategy, program.ClockQubits, circuit.QubitCount, circuit.Root.Cost, bound),
                timeFilter.Value,
                circuit,
                null);
        }

        private Built Walk()
        {
            var encoding = SparseBlockEncoding.Of(matrix, byTable: matrix.RowCount > InPlaceRows);

            // A computed range is widened by what its last steps leave open.
            double margin = dilation is null ? RangeMargin : 0;
            double largest = range.Largest * (1 + margin);
            double reach = Math.Min(1, largest / encoding.Alpha);
            double kappa = Math.Max(1, reach * encoding.Alpha / (range.Smallest * (1 - margin)));
            var filter = Filter(kappa, reach, tolerance, clockQubits);
            var circuit = WalkCircuit(encoding, filter);
            return new Built(
                new HhlCandidate(
                    EvolutionStrategy.QubitizedWalk, filter.ClockQubits, circuit.QubitCount, circuit.Root.Cost, filter.Flatness),
                filter,
                circuit,
                encoding);
        }

        private Circuit WalkCircuit(SparseBlockEncoding encoding, InversionFilter filter)
        {
            var success = new QubitRegister("success", 0, 1);
            var index = new QubitRegister("index", 1, encoding.IndexQubits);
            var flag = new QubitRegister("flag", index.Start + index.Width, 1);
            var colour = new QubitRegister("colour", flag.Start + 1, encoding.ColourQubits);
            var work = new QubitRegister("work", colour.Start + colour.Width, encoding.WorkQubits);
            var clock = new QubitRegister("clock", work.Start + work.Width, filter.ClockQubits);
            var ancilla = new QubitRegister("ancilla", clock.Start + clock.Width, 1);
            int qubits = ancilla.Start + 1;
            var inverted = new Conjugation(
                "invert eigenvalues",
                qubits,
                new Placement(
                    new WalkPhaseEstimation(new QubitizedWalk(encoding), filter.ClockQubits), [.. Enumerable.Range(1, ancilla.Start - 1)]),
                new Placement(new EigenvalueInversion(filter), [.. clock.Qubits, ancilla.Start]));

            // The colours come back to 0 where the clock does: the filter is even in the phases of the walk.
            var root = new CompositeOperation("HHL by walk", qubits, [
                new Placement(Preparation(index.Width), index.Qubits),
                new Placement(inverted, [.. Enumerable.Range(0, qubits)]),
                new Placement(
                    HhlProgram.SuccessFlag(index.Width, clock.Width),
                    [ancilla.Start, flag.Start, .. clock.Qubits, success.Start, .. index.Qubits]),
            ]);
            return new Circuit("hhl", root, [success, index, flag, colour, work, clock, ancilla], [success, index]);
        }

        // A sparse preparation of k entries takes over k · qubits gates and O(k²) to find; where that is over the dense one's
        // 2^{qubits + 1}, it is not looked for.
        private Operation Preparation(int qubits)
        {
            int[] support = [.. Enumerable.Range(0, b.Length).Where(i => b[i] != 0)];
            return support.Length * (long)qubits > 2L << qubits
                ? new DenseStatePreparation([.. b, .. new double[(1 << qubits) - b.Length]])
                : SparseStatePreparation.OrDense(qubits, [.. support], [.. support.Select(i => b[i])]);
        }

        // The longest power of both estimations alone, of which every step runs each coupling but those of one term twice, by at least one
        // rotation and a CX.
        private double LeastFormulaGates()
        {
            var filter = timeFilter.Value;
            double budget = FormulaShare * tolerance * filter.Gain / 2;
            var formula = new ProductFormulaEvolution(dilation!, budget / (2 * filter.ClockQubits));
            double time = 2 * Math.PI * filter.LargestBin / ((1 << filter.ClockQubits) * range.Largest);
            double longest = PhaseEstimation.Times(filter.ClockQubits, time).Last();
            double steps = Math.Sqrt(formula.ErrorConstant * Math.Pow(Math.Abs(longest), 3) * 2 * filter.ClockQubits / budget);
            return 2 * Math.Max(1, steps) * matrix.NonzeroCount * 2;
        }

        // Twice 2^{m−1} steps, on a clock at least as long as for evolution in time, of at least two gates for a nonzero and a control of
        // it.
        private double LeastWalkGates() =>
            Math.Pow(2, timeFilter.Value.ClockQubits) * matrix.NonzeroCount * 2 * Math.Max(1, Bits.QubitsFor(matrix.RowCount));
    }
}
