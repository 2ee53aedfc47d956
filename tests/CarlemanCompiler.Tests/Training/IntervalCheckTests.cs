using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Tests.Training;

/// <summary>Every engine's run says how far the arguments of approximated functions came.</summary>
public sealed class IntervalCheckTests
{
    /// <summary>L = (w·x − y)²/2, said to be approximated: the argument w·x has to stay in [−1, 1].</summary>
    private static readonly CompiledModel Model = Compile();

    public static TheoryData<TrainingEngine> Engines =>
        [new DescentEngine(), new CarlemanEngine(), new HistoryEngine(), new HhlEngine(), new HhlEngine { Shots = 200_000 }];

    [Theory]
    [MemberData(nameof(Engines))]
    public void TheWorstOfTheWeightsThatWereReadIsKept(TrainingEngine engine)
    {
        // w goes from 2 to nearly 0: at the start both arguments are outside, in the end one or none is.
        var run = engine.Run(TrainingProblem.From(Model, [1, 0, -2, 0]));
        var check = Assert.Single(run.IntervalChecks);
        Assert.Equal((2, 2, -4.0, 2.0), (check.Evaluations, check.Outside, check.Smallest, check.Largest));
        Assert.Equal("Math.Tanh left [-1, 1] in 2 of 2 evaluations (100 %), between -4 and 2", check.ToString());
    }

    [Fact]
    public void ArgumentsInsideAreCountedToo()
    {
        var check = Assert.Single(new DescentEngine().Run(TrainingProblem.From(Model, [0.25, 0, -0.5, 0])).IntervalChecks);
        Assert.Equal((2, 0, -1.0, 0.5), (check.Evaluations, check.Outside, check.Smallest, check.Largest));
        Assert.Equal("Math.Tanh stayed in [-1, 1] in 2 of 2 evaluations (100 %), between -1 and 0.5", check.ToString());
    }

    [Fact]
    public void WhatIsNotANumberIsOutside()
    {
        var check = Assert.Single(Model.CheckIntervals([double.NaN], [1, 0]));
        Assert.Equal((1, 1), (check.Evaluations, check.Outside));
    }

    [Fact]
    public void AModelMadeByHandSumsItsSamplesUp()
    {
        var gradient = new double[1];
        Assert.Equal((2 + 8) / 2.0, Model.MeanGradient([2], [1, 0, -2, 0], gradient));
        Assert.Equal([(2 + 8) / 2.0], gradient);
        Assert.Throws<ArgumentException>("samples", () => Model.MeanGradient([2], [1], gradient));
        Assert.Same(Model.Loss, Model.CompiledLoss);
    }

    [Fact]
    public void TheStructureIsComputedOnceAndWhenItIsRead()
    {
        int computed = 0;
        var model = Model with
        {
            StructureSource = () =>
            {
                computed++;
                return Model.Structure;
            },
        };
        Assert.Equal(0, computed);
        Assert.Same(Model.Structure, (model with { Steps = 2 }).Structure);
        Assert.Same(Model.Structure, model.Structure);
        Assert.Equal(1, computed);
    }

    private static CompiledModel Compile()
    {
        var v = Enumerable.Range(0, 3).Select(i => Polynomial.Variable(3, i)).ToArray();
        var error = v[0] * v[1] - v[2];
        return new CompiledModel
        {
            Name = "Scale",
            Structure = GradientStructure.FromLoss(error * error * 0.5, 1),
            Loss = (w, s) => (w[0] * s[0] - s[1]) * (w[0] * s[0] - s[1]) / 2,
            Gradient = (w, s, gradient) => gradient[0] = (w[0] * s[0] - s[1]) * s[0],
            Approximations = [new CompiledApproximation("Math.Tanh", Degree: 1, Centre: 0, Radius: 1, Error: 0, Arguments: 1)],
            ApproximationArguments = (w, s, arguments) => arguments[0] = w[0] * s[0],
            LearningRate = 0.25,
            Order = 1,
            Steps = 4,
            Start = [2],
            Centre = [0],
            Columns = ["x", "y"],
        };
    }
}
