/// Policy, meetings, reviews and the potential survey (评审与政策).
enum ReviewPages {
    static let all: [Route] =
        PolicyPages.all + MeetingPages.all + [ReviewPage.route] + SurveyPage.all
}
