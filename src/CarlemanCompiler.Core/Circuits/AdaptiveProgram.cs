using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits;

/// <summary>
/// A program that measures on its way and does next what the outcomes say. Qubits start in |0…0⟩, results at 0. A <see cref="Circuit"/> is
/// the case of one unitary and one measurement at the end.
/// </summary>
public sealed class AdaptiveProgram
{
    /// <summary>A program of steps. O(steps): repetitions are not unrolled.</summary>
    /// <param name="name">Identifier of the program.</param>
    /// <param name="qubitCount">Number of qubits.</param>
    /// <param name="resultLabels">One label for each result, distinct; their number is the number of results.</param>
    /// <param name="steps">In the order of execution.</param>
    /// <exception cref="ArgumentException">A step names a qubit or a result that the program does not have.</exception>
    public AdaptiveProgram(string name, int qubitCount, ImmutableArray<string> resultLabels, ImmutableArray<ProgramStep> steps)
    {
        if (qubitCount < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(qubitCount), qubitCount, "A number of qubits is not negative.");
        }

        if (resultLabels.Distinct().Count() != resultLabels.Length)
        {
            throw new ArgumentException("Two results have the same label.", nameof(resultLabels));
        }

        Name = name;
        QubitCount = qubitCount;
        ResultLabels = resultLabels;
        Steps = steps;
        RequireValid(steps);
    }

    /// <summary>Identifier of the program.</summary>
    public string Name { get; }

    /// <summary>Number of qubits.</summary>
    public int QubitCount { get; }

    /// <summary>Labels of the results, in the order of their record.</summary>
    public ImmutableArray<string> ResultLabels { get; }

    /// <summary>In the order of execution.</summary>
    public ImmutableArray<ProgramStep> Steps { get; }

    /// <summary>The program of a circuit: its unitary, then its measurements.</summary>
    public static AdaptiveProgram Of(Circuit circuit)
    {
        var results = circuit.Results().ToArray();
        var all = ImmutableArray.CreateRange(Enumerable.Range(0, circuit.QubitCount));
        var unitary = new UnitaryStep(new Placement(circuit.Root, all));
        var qubits = ImmutableArray.CreateRange(results.Select(result => result.Qubit));
        return new AdaptiveProgram(circuit.Name, circuit.QubitCount, [.. results.Select(result => result.Label)], results.Length == 0
            ? [unitary]
            : [unitary, new MeasureStep(qubits, 0)]);
    }

    private void RequireValid(ImmutableArray<ProgramStep> steps)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case UnitaryStep unitary:
                    CompositeOperation.RequireInside(Name, QubitCount, unitary.Placement, nameof(steps));
                    break;
                case MeasureStep measure:
                    RequireQubits(measure.Qubits);
                    RequireResults(measure.FirstResult, measure.Qubits.Length);
                    break;
                case ResetStep reset:
                    RequireQubits(reset.Qubits);
                    break;
                case RepeatStep repeat:
                    if (repeat.Count < 0)
                    {
                        throw new ArgumentException($"{Name} repeats steps {repeat.Count} times; 0 or more were expected.", nameof(steps));
                    }

                    RequireValid(repeat.Body);
                    break;
                case BranchStep branch:
                    RequireResults(branch.FirstResult, branch.Width);
                    if (branch.Width is < 1 or > 31 || branch.Value < 0 || branch.Value >> branch.Width != 0)
                    {
                        throw new ArgumentException(
                            $"{Name} compares {branch.Width} results with {branch.Value}; a number of 1 to 31 bits was expected.",
                                nameof(steps));
                    }

                    RequireValid(branch.Then);
                    RequireValid(branch.Else);
                    break;
                default:
                    throw new ArgumentException($"{Name} holds a step of an unknown kind.", nameof(steps));
            }
        }
    }

    private void RequireQubits(ImmutableArray<int> qubits)
    {
        if (qubits.Any(q => (uint)q >= (uint)QubitCount) || qubits.Distinct().Count() != qubits.Length)
        {
            throw new ArgumentException(
                $"{Name} measures or resets qubits [{string.Join(", ", qubits)}]; distinct ones in 0..{QubitCount - 1} were expected.");
        }
    }

    private void RequireResults(int first, int count)
    {
        if (first < 0 || first > ResultLabels.Length - count)
        {
            throw new ArgumentException($"{Name} uses results {first}..{first + count - 1}; it has {ResultLabels.Length}.");
        }
    }
}
