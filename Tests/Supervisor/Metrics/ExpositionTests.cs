namespace Understudy.Tests.Supervisor.Metrics;

public sealed class ExpositionTests
{
    [Theory]
    [InlineData("# TYPE a_total counter\na_total 1", "no end")]
    [InlineData("a 1\n", "no declared metric")]
    [InlineData("# TYPE a number\na 1\n", "No type")]
    [InlineData("# TYPE a counter\na 1\n", "without _total")]
    [InlineData("# TYPE a gauge\na{x=1} 1\n", "No line")]
    [InlineData("# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n", "label twice")]
    [InlineData("# TYPE a gauge\na{x=\"1\"} 1\na{x=\"1\"} 2\n", "series twice")]
    [InlineData("# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\na{x=\"1\"} 1\n", "told before")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n", "less")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_sum{} 1\nh_count{} 2\n", "not all")]
    public void What_a_scraper_would_not_read_is_an_error(string text, string told) =>
        Assert.Contains(told, Assert.Throws<FormatException>(() => Exposition.Parse(text)).Message);

    [Fact]
    public void A_histogram_a_counter_and_a_label_with_a_quote_are_read()
    {
        var read = Exposition.Parse("""
            # TYPE h histogram
            # HELP h Seconds.
            h_bucket{a="x",le="0.5"} 1
            h_bucket{a="x",le="+Inf"} 2
            h_sum{a="x"} 1.25
            h_count{a="x"} 2
            # TYPE c_total counter
            c_total{a="say \"so\"",b="1"} 3
            c_total{a="y",b="2"} 4

            """.ReplaceLineEndings("\n"));

        Assert.Equal(["h", "c_total"], read.Families);
        Assert.Equal(7, read.Sum("c_total"));
        Assert.Equal(4, read.Sum("c_total", "b=\"2\""));
    }
}
